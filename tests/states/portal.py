"""Every screen of the portal, by the module that declares its states; the order is that of a deposit."""

from tests.portal.accessibility import states as accessibility
from tests.portal.asked import states as asked
from tests.portal.deposit import states as deposit
from tests.portal.helper import states as helper
from tests.portal.identification import states as identification
from tests.portal.interview import states as interview
from tests.portal.kept import states as kept
from tests.portal.mine import states as mine
from tests.portal.problem import states as problem
from tests.portal.receipt import states as receipt
from tests.portal.shell import states as shell
from tests.portal.start import states as start

SCREENS = (start, identification, helper, interview, asked, deposit, kept, shell, receipt, mine, accessibility, problem)
