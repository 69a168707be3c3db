# The pages of the server. $count is $n as it is written.

page-skip = Aller au contenu
page-nav = Navigation
page-crumbs = Vous êtes ici
page-staff-entry = Espace des équipes
page-logout = Se déconnecter
page-foot = Belvédère, plateforme de concertation sur les projets d’aménagement.
page-foot-pictures = Les images des projets sont des illustrations, non contractuelles.
page-way-home = Aller à l’accueil
page-way-projects = Revenir aux projets

page-welcome-title = Voir le projet de ses yeux, donner son avis
page-welcome-lead = Belvédère permet de se promener dans un projet d’aménagement avant qu’il n’existe, puis de dire ce que l’on en pense, à l’endroit même dont on parle.
page-open = Concertations ouvertes
page-open-none = Aucune concertation n’est ouverte en ce moment.
page-dates = Du { $from } au { $to }
page-plan-of = Vue de dessus : { $title }
page-take-part = Comment participer
page-take-part-1 = Rendez-vous à une borne d’exposition : à la mairie, à la médiathèque ou sur le marché.
page-take-part-2 = Promenez-vous dans la maquette et comparez les variantes.
page-take-part-3 = Désignez un endroit, donnez votre avis, gardez votre récépissé.
page-take-part-privacy = Sans compte et sans nom. Un médiateur peut vous aider, et un avis sur papier compte autant.
page-kiosk = Démarrer une borne
page-kiosk-how = Installez la visionneuse sur l’ordinateur de l’exposition, puis lancez-la avec l’adresse de ce serveur :
page-kiosk-address = https://adresse-de-ce-serveur
page-kiosk-offline = Une fois l’exposition téléchargée, la borne fonctionne sans réseau. Les avis sont gardés sur la borne et partent dès que le réseau revient.

page-login = Se connecter
page-login-who = Cet espace est réservé aux équipes qui préparent, animent et suivent les concertations.
page-login-email = Adresse électronique
page-login-password = Mot de passe
page-login-send = Se connecter
page-login-wrong = Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis réessayez.
page-login-wait = { $n ->
    [one] Trop d’essais de suite. Réessayez dans une seconde.
   *[other] Trop d’essais de suite. Réessayez dans { $count } secondes.
}
page-login-lost = Mot de passe oublié ? Demandez-en un nouveau à l’administrateur de votre collectivité.

page-projects = Projets
page-projects-none = Aucun projet pour l’instant.
page-when = Dates
page-is-open = ouverte
page-is-closed = fermée
page-exhibit = Exposition
page-variants = Variantes
page-revision = Révision
page-published-at = Publiée le { $at }
page-published-never = Pas encore publiée
page-no-model = sans modèle
page-open-project = Ouvrir le projet
page-read-opinions = Lire les avis
page-read-report = Voir le bilan
page-opinions-count = { $n ->
    [0] Aucun avis
    [one] { $count } avis
   *[other] { $count } avis
}

page-no-model-yet = Aucun modèle pour cette variante. Téléversez-en un pour pouvoir la montrer.
page-model-received = reçu le { $at }, { $size } Mo
page-model-accepted = Modèle accepté
page-model-accepted-warnings = Modèle accepté, avec des points à vérifier
page-model-refused = Modèle refusé
page-model-converting = Modèle reçu, conversion en cours
page-model-cut-off = Conversion interrompue : téléversez à nouveau ce modèle
page-converting-note = Un modèle est en cours de conversion. Cette page se recharge d’elle-même ; vous pouvez la quitter sans rien perdre.
page-plan = Vue de dessus, le haut de l’image vers le nord de la maquette.
page-gauges = Ce que coûte l’affichage, pour une borne standard
page-gauge-over = au-delà de ce qu’une borne affiche sans saccades
page-upload = Téléverser
page-upload-first = Téléverser le modèle
page-upload-another = Remplacer par un autre modèle
page-upload-hint = Un fichier GLB, ou un ZIP avec un seul .gltf et ses fichiers, de 500 Mo au plus. Le fichier est gardé tel que reçu.
page-upload-hash = Empreinte du fichier reçu (SHA-256)
page-upload-progress = Envoi du fichier
page-upload-sending = { "{" }done{ "}" } Mo envoyés sur { "{" }all{ "}" } Mo
page-upload-arrived = Fichier envoyé. Il est mis en sûreté…
page-upload-failed = L’envoi n’a pas abouti. Vérifiez le réseau, puis réessayez.
page-upload-too-big = Ce fichier dépasse 500 Mo. Allégez le modèle, puis réessayez.
page-publish = Publier l’exposition
page-publish-what = Publier fige les variantes, les textes et les points de vue tels qu’ils sont maintenant. Les bornes téléchargent la nouvelle exposition dès qu’elles ont du réseau.
page-publish-missing = Pour publier, il manque un modèle accepté à : { $variants }.
page-exhibit-newer = Des modèles ont changé depuis cette publication. Les bornes montrent encore l’exposition publiée.

page-anchors = Lieux des avis sur les nouveaux modèles
page-anchors-what = Quand un modèle en remplace un autre, le lieu de chaque avis est cherché sur le nouveau. Aucun avis n’est écarté, et le lieu que l’habitant a montré reste noté tel quel.
page-anchors-none = Aucun lieu n’a été touché par un nouveau modèle.
page-anchors-table = Les lieux touchés par un nouveau modèle, les orphelins d’abord
page-anchors-given-node = Objet montré
page-anchors-fate = Devenir
page-anchors-distance = Écart
page-anchors-node = Objet aujourd’hui
page-anchors-since = Exposition du
anchor-fate-kept = Gardé
anchor-fate-moved = Déplacé
anchor-fate-orphaned = Orphelin
anchors-kept = { $n ->
    [one] { $count } lieu gardé
   *[other] { $count } lieux gardés
}
anchors-kept-rule = L’objet du même nom est à 25 cm au plus.
anchors-moved = { $n ->
    [one] { $count } lieu déplacé
   *[other] { $count } lieux déplacés
}
anchors-moved-rule = La surface la plus proche est à 2 m au plus.
anchors-orphaned = { $n ->
    [one] { $count } lieu orphelin
   *[other] { $count } lieux orphelins
}
anchors-orphaned-rule = Il n’y a plus rien à moins de 2 m : le lieu reste là où il était.
anchors-given = { $n ->
    [one] { $count } lieu tel qu’il a été donné : son modèle n’a pas changé
   *[other] { $count } lieux tels qu’ils ont été donnés : leur modèle n’a pas changé
}

page-opinions = Avis
page-filters = Filtrer les avis
page-filter-all = Tout
page-filter-stance = Position
page-filter-theme = Thème
page-filter-variant = Variante
page-filter-channel = Canal
page-filter-apply = Filtrer
page-filter-reset = Tout afficher
page-opinions-none = Aucun avis pour l’instant. Ils apparaîtront ici dès qu’une borne les aura envoyés.
page-opinions-none-filtered = Aucun avis ne correspond à ces filtres.
page-opinion-number = Avis n°
page-place = E { $easting } m, N { $northing } m
page-no-place = sans lieu
page-pages = Pages de la liste
page-position = Page { $page } sur { $pages }
page-newer = Plus récents
page-older = Plus anciens
page-map = Sur le plan
page-map-of = Plan de { $title }, avec les avis de cette page. La liste dit la même chose en mots.
page-map-legend = Chaque repère numéroté mène à un avis de cette page ; les points gris sont les autres avis retenus par les filtres.
page-map-none = Le plan apparaîtra ici dès qu’un modèle aura été accepté.
page-pin = Avis n° { $number } : { $stance }
