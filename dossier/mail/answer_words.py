"""The words of an answer to a mail: in the language of the person, or in French and Dutch. They name nobody."""

from dossier.mail.values import Fate

SUBJECTS = {
    "fr": "Votre e-mail au centre",
    "nl": "Uw e-mail aan het centrum",
    "en": "Your e-mail to the centre",
    "ar": "بريدكم الإلكتروني إلى المركز",
    "tr": "Merkeze gönderdiğiniz e-posta",
    "uk": "Ваш лист до центру",
    "es": "Su correo al centro",
    "ro": "E-mailul dumneavoastră către centru",
}
TAKEN = {
    "fr": "Bonjour,\n\nNous avons bien reçu votre e-mail. Votre dépôt a le numéro {number}. Suivez-le ici :\n{link}",
    "nl": "Goeiedag,\n\nWij kregen uw e-mail goed aan. Uw neerlegging heeft nummer {number}. Volg ze hier:\n{link}",
    "en": "Hello,\n\nWe have received your e-mail. Your deposit has number {number}. Follow it here:\n{link}",
    "ar": "مرحباً،\n\nلقد استلمنا بريدكم الإلكتروني. رقم إيداعكم هو \u2066{number}\u2069. تابعوه هنا:\n{link}",
    "tr": "Merhaba,\n\nE-postanızı aldık. Tesliminizin numarası {number}. Buradan takip edin:\n{link}",
    "uk": "Вітаємо!\n\nМи отримали ваш лист. Номер вашого подання: {number}. Стежте за ним тут:\n{link}",
    "es": "Hola:\n\nHemos recibido su correo. Su entrega tiene el número {number}. Sígala aquí:\n{link}",
    "ro": "Bună ziua,\n\nAm primit e-mailul dumneavoastră. Depunerea are numărul {number}. Urmăriți-o aici:\n{link}",
}
"""Where papers were taken."""
NOT_TAKEN = {
    "fr": "Bonjour,\n\nNous avons reçu votre e-mail, mais nous n’y avons trouvé aucun papier lisible.",
    "nl": "Goeiedag,\n\nWij hebben uw e-mail ontvangen, maar wij vonden er geen leesbaar stuk in.",
    "en": "Hello,\n\nWe have received your e-mail, but we found no paper in it that we can read.",
    "ar": "مرحباً،\n\nلقد استلمنا بريدكم الإلكتروني، لكننا لم نجد فيه أي ورقة مقروءة.",
    "tr": "Merhaba,\n\nE-postanızı aldık, ama içinde okuyabildiğimiz bir belge bulamadık.",
    "uk": "Вітаємо!\n\nМи отримали ваш лист, але не знайшли в ньому жодного читабельного паперу.",
    "es": "Hola:\n\nHemos recibido su correo, pero no hemos encontrado en él ningún papel legible.",
    "ro": "Bună ziua,\n\nAm primit e-mailul dumneavoastră, dar nu am găsit în el niciun act lizibil.",
}
"""Where none were."""
PART = {
    "fr": "Fichier {position} sur {count} :",
    "nl": "Bestand {position} van {count}:",
    "en": "File {position} of {count}:",
    "ar": "الملف {position} من {count}:",
    "tr": "{count} dosyadan {position}. dosya:",
    "uk": "Файл {position} із {count}:",
    "es": "Archivo {position} de {count}:",
    "ro": "Fișierul {position} din {count}:",
}
"""Above what is said of a file: its place among those attached, since its name may say whose it is."""
ENDINGS = {
    "fr": "Envoyez une photo ou un PDF : {address}\n\nCe message est automatique. Un collègue lit votre e-mail.",
    "nl": "Stuur een foto of een PDF: {address}\n\nDit bericht is automatisch. Een collega leest uw e-mail.",
    "en": "Send a photo or a PDF: {address}\n\nThis message is automatic. A colleague reads your e-mail.",
    "ar": "أرسلوا صورة أو ملف PDF: {address}\n\nهذه رسالة تلقائية. يقرأ أحد الزملاء بريدكم.",
    "tr": "Bir fotoğraf veya PDF gönderin: {address}\n\nBu mesaj otomatiktir. E-postanızı bir çalışanımız okur.",
    "uk": "Надішліть фото або PDF: {address}\n\nЦе автоматичне повідомлення. Ваш лист прочитає працівник.",
    "es": "Envíe una foto o un PDF: {address}\n\nEste mensaje es automático. Un compañero lee su correo.",
    "ro": "Trimiteți o fotografie sau un PDF: {address}\n\nAcest mesaj este automat. Un coleg vă citește e-mailul.",
}
"""Where something could not be taken."""
AUTOMATIC = {
    "fr": "Ce message est automatique.",
    "nl": "Dit bericht is automatisch.",
    "en": "This message is automatic.",
    "ar": "هذه رسالة تلقائية.",
    "tr": "Bu mesaj otomatiktir.",
    "uk": "Це автоматичне повідомлення.",
    "es": "Este mensaje es automático.",
    "ro": "Acest mesaj este automat.",
}
"""Where all was."""

_LOCKED, _PACKED, _KIND, _LARGE, _DAMAGED = "locked", "packed", "kind", "large", "damaged"
_WHAT_TO_DO: dict[Fate, str] = {
    Fate.LOCKED: _LOCKED,
    Fate.ENCRYPTED: _LOCKED,
    Fate.PACKED_LOCKED: _LOCKED,
    Fate.SEALED: _PACKED,
    Fate.PACKED: _PACKED,
    Fate.WINMAIL: _PACKED,
    Fate.TOO_DEEP: _PACKED,
    Fate.NOT_A_KIND: _KIND,
    Fate.CALENDAR: _KIND,
    Fate.ELSEWHERE: _KIND,
    Fate.FOREIGN: _KIND,
    Fate.PACKED_TOO_MUCH: _LARGE,
    Fate.TOO_LARGE: _LARGE,
    Fate.TOO_MANY_PAGES: _LARGE,
    Fate.TOO_HEAVY: _LARGE,
    Fate.DAMAGED: _DAMAGED,
    Fate.EMPTY: _DAMAGED,
}
_SENTENCES: dict[str, dict[str, str]] = {
    _LOCKED: {
        "fr": "il est verrouillé ou chiffré. Envoyez-le sans mot de passe.",
        "nl": "het is vergrendeld of versleuteld. Stuur het zonder wachtwoord.",
        "en": "it is locked or encrypted. Send it without a password.",
        "ar": "إنه مقفل أو مشفّر. أرسلوه بدون كلمة مرور.",
        "tr": "kilitli veya şifreli. Parolasız gönderin.",
        "uk": "він заблокований або зашифрований. Надішліть його без пароля.",
        "es": "está bloqueado o cifrado. Envíelo sin contraseña.",
        "ro": "este blocat sau criptat. Trimiteți-l fără parolă.",
    },
    _PACKED: {
        "fr": "c’est un paquet que nous n’ouvrons pas. Envoyez chaque fichier séparément.",
        "nl": "het is een pakket dat wij niet openen. Stuur elk bestand apart.",
        "en": "it is a package that we do not open. Send each file by itself.",
        "ar": "إنه حزمة لا نفتحها. أرسلوا كل ملف على حدة.",
        "tr": "açmadığımız bir paket. Her dosyayı ayrı gönderin.",
        "uk": "це пакет, який ми не відкриваємо. Надішліть кожен файл окремо.",
        "es": "es un paquete que no abrimos. Envíe cada archivo por separado.",
        "ro": "este un pachet pe care nu îl deschidem. Trimiteți fiecare fișier separat.",
    },
    _KIND: {
        "fr": "nous ne lisons pas ce type de fichier. Envoyez un PDF ou une photo.",
        "nl": "dit soort bestand lezen wij niet. Stuur een PDF of een foto.",
        "en": "we do not read this kind of file. Send a PDF or a photo.",
        "ar": "لا نقرأ هذا النوع من الملفات. أرسلوا ملف PDF أو صورة.",
        "tr": "bu tür dosyayı okuyamıyoruz. PDF veya fotoğraf gönderin.",
        "uk": "ми не читаємо такий тип файлу. Надішліть PDF або фото.",
        "es": "no leemos este tipo de archivo. Envíe un PDF o una foto.",
        "ro": "nu citim acest tip de fișier. Trimiteți un PDF sau o fotografie.",
    },
    _LARGE: {
        "fr": "il est trop grand pour nous. Envoyez-le en parties plus petites.",
        "nl": "het is te groot voor ons. Stuur het in kleinere delen.",
        "en": "it is too large for us. Send it in smaller parts.",
        "ar": "إنه كبير جداً بالنسبة إلينا. أرسلوه في أجزاء أصغر.",
        "tr": "bizim için çok büyük. Daha küçük parçalar hâlinde gönderin.",
        "uk": "він завеликий для нас. Надішліть його меншими частинами.",
        "es": "es demasiado grande. Envíelo en partes más pequeñas.",
        "ro": "este prea mare pentru noi. Trimiteți-l în părți mai mici.",
    },
    _DAMAGED: {
        "fr": "il est abîmé ou vide. Envoyez-le encore une fois.",
        "nl": "het is beschadigd of leeg. Stuur het nog een keer.",
        "en": "it is damaged or empty. Send it once more.",
        "ar": "إنه تالف أو فارغ. أرسلوه مرة أخرى.",
        "tr": "bozuk veya boş. Bir daha gönderin.",
        "uk": "він пошкоджений або порожній. Надішліть його ще раз.",
        "es": "está dañado o vacío. Envíelo otra vez.",
        "ro": "este deteriorat sau gol. Trimiteți-l încă o dată.",
    },
}
TOO_LARGE_MAIL = {
    "fr": "Bonjour,\n\nVotre e-mail est trop grand pour nous. Envoyez vos papiers en plusieurs e-mails.",
    "nl": "Goeiedag,\n\nUw e-mail is te groot voor ons. Stuur uw stukken in verschillende e-mails.",
    "en": "Hello,\n\nYour e-mail is too large for us. Send your papers in several e-mails.",
    "ar": "مرحباً،\n\nبريدكم الإلكتروني كبير جداً بالنسبة إلينا. أرسلوا أوراقكم في عدة رسائل.",
    "tr": "Merhaba,\n\nE-postanız bizim için çok büyük. Belgelerinizi birkaç e-postayla gönderin.",
    "uk": "Вітаємо!\n\nВаш лист завеликий для нас. Надішліть папери кількома листами.",
    "es": "Hola:\n\nSu correo es demasiado grande. Envíe sus papeles en varios correos.",
    "ro": "Bună ziua,\n\nE-mailul dumneavoastră este prea mare pentru noi. Trimiteți actele în mai multe e-mailuri.",
}


def what_to_do(fate: Fate, language: str) -> str:
    """Return what is said of a file that could not be taken."""
    return _SENTENCES[_WHAT_TO_DO[fate]][language]
