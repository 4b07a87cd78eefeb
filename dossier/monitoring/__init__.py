"""The figures by which a centre is steered: what comes in and goes out, how long it takes, how well it is done.

They are counted from what the verbs leave, at the moment they are asked for. No document and no person is named: what
fewer people did than `monitoring_people_min` is not told by itself (`groups`). `export` writes each list as a file.
"""
