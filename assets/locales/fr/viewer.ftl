# La borne : ce que voit la personne qui se promène dans la maquette.

give-opinion = Donner mon avis
viewpoints = Points de vue
take-me-back = Revenir au départ
turn-left = Tourner à gauche
turn-right = Tourner à droite
cancel = Annuler

published-on = version du { $day } { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

unsent = { $count ->
    [one] { $count } avis en cours d’envoi
   *[other] { $count } avis en cours d’envoi
}
unsent-offline = { $count ->
    [one] { $count } avis gardé ici, envoi au retour du réseau
   *[other] { $count } avis gardés ici, envoi au retour du réseau
}
offline = Sans réseau

walk-hint = Touchez le sol pour y aller. Glissez pour regarder autour de vous. Au clavier : les flèches.
walk-no-way = On ne peut pas aller là à pied : touchez le sol, plus près.
walk-not-open = La concertation n’est pas ouverte aujourd’hui : vous pouvez visiter, mais pas donner d’avis.

choose-place = Touchez l’endroit dont vous voulez parler
aim-ahead = Viser devant moi
place-chosen = Vous parlez de cet endroit ?
place-named = Vous parlez de cet endroit : { $name } ?
confirm-place = Oui, c’est ici
the-place-shown = L’endroit montré

my-opinion = Mon avis
change-place = Changer d’endroit
stance-question = Qu’en pensez-vous ?
theme-question = De quoi parlez-vous ? (facultatif)
text-question = Avec vos mots (facultatif)
text-hint = Touchez ici, puis écrivez au clavier.
characters-left = { $count ->
    [one] Il reste { $count } caractère
   *[other] Il reste { $count } caractères
}
what-is-kept = Avis anonyme : n’écrivez pas votre nom. La mairie garde l’endroit, votre réponse et vos mots pour préparer sa décision.
more-below = Voir la suite
back-up = Revenir en haut
send = Envoyer
problem-no-stance = Choisissez d’abord un des cinq visages : il dit si vous êtes pour ou contre.
problem-disk = Votre avis n’a pas pu être enregistré sur cette borne. Il n’est pas perdu : réessayez, ou appelez la personne qui vous accueille.

thanks = Merci !
thanks-safe = Votre avis est enregistré. Voici son code :
receipt-use = Notez ce code ou photographiez-le : il vous permettra de suivre votre avis, et la réponse qui lui sera faite, ou de le retirer.
another-opinion = Donner un autre avis
finish = Terminer

loading-asking = On cherche l’exposition…
loading-progress = L’exposition arrive : { $here } Mo sur { $all }.
loading-preparing = On prépare la maquette…
loading-no-server = Le serveur ne répond pas. La borne réessaie toute seule ; vérifiez le câble ou le Wi-Fi.
loading-no-exhibit = Aucune exposition n’est encore publiée. Elle s’ouvrira ici dès qu’elle le sera.
loading-which-consultation = Ce serveur porte plusieurs concertations : relancez la borne en nommant la sienne avec --consultation.
loading-bad-answer = Le serveur répond mal. La borne réessaie toute seule ; si cela dure, prévenez la personne qui s’en occupe.
loading-disk = Le disque de la borne est plein ou refuse d’écrire. Libérez de la place : la borne réessaie toute seule.

problem-title = La maquette ne peut pas être montrée
problem-scene = Les fichiers de cette variante ne se lisent pas. Choisissez-en une autre, ou prévenez la personne qui vous accueille.
retry = Continuer

# Au démarrage, dans le terminal.
start-no-data-folder = La borne ne sait pas où garder ses données : indiquez un dossier avec --data-dir.
start-data-folder = Le dossier de données { $what } ne peut pas être utilisé ({ $why }). Indiquez-en un autre avec --data-dir.
start-exhibit = Cette exposition ne peut pas être montrée : { $why }. Indiquez avec --exhibit un dossier qui contient manifest.json et blobs.
start-nothing = Il n’y a rien à montrer : aucune exposition n’est gardée ici. Indiquez un serveur avec --server, ou un dossier avec --exhibit.
start-spoilt = L’exposition gardée ici ne peut pas être montrée ({ $why }). Indiquez un serveur avec --server : la borne la reprendra.
start-no-display = Aucun écran n’est là où ouvrir une fenêtre (ni DISPLAY ni WAYLAND_DISPLAY). Sur une machine sans écran, Xvfb en donne un.
start-script-file = Le scénario { $what } ne peut pas être lu : { $why }.
start-script = Le scénario { $what } contient une erreur, { $why }.
