# The report (bilan), as a page and as a PDF. $count is $n as it is written.

report-kind = Bilan de la concertation
report-dates = Du { $from } au { $to }
report-status-frozen = Bilan n° { $number }, arrêté le { $at }
report-status-live = Bilan provisoire, chiffres au { $at }
report-instant = { $day } à { $time } (temps universel)
report-page = Page
report-contents = Sommaire

report-made-up = avis fictif
report-made-up-notice = { $n ->
    [one] Démonstration : { $count } avis sur { $total } est fictif. Ce document n’est pas le bilan d’une concertation réelle.
   *[other] Démonstration : { $count } avis sur { $total } sont fictifs. Ce document n’est pas le bilan d’une concertation réelle.
}

report-number-opinions = { $n ->
    [one] avis reçu
   *[other] avis reçus
}
report-number-with-text = avec des mots
report-number-with-place = avec un lieu
report-number-channels = { $n ->
    [one] canal
   *[other] canaux
}
report-number-days = { $n ->
    [one] jour avec un avis
   *[other] jours avec des avis
}

report-summary-stances = Les positions
report-summary-themes = Les thèmes les plus évoqués
report-summary-map = Les lieux
report-stances-sentence = { $n ->
    [0] Aucun avis n’a encore été reçu.
    [one] Un seul avis : pour { $for }, contre { $against }, partagé { $neutral }.
   *[other] Sur { $count } avis, { $for } sont pour, { $against } sont contre et { $neutral } sont partagés.
}
report-no-opinion = Aucun avis n’a encore été reçu.
report-limits = Ce que ces chiffres ne disent pas
report-limit-volunteers = Les participants sont volontaires : leurs avis ne sont pas un sondage et ne représentent pas toute la population. Un avis n’est pas une personne : la participation est anonyme.
report-limit-moderation = Les avis n’ont pas encore été modérés. Les images du projet sont des illustrations, non contractuelles.

report-question = La question posée
report-presentation = Le projet
report-variants = Les variantes montrées
report-participation = La participation
report-channels = Avis par canal
report-channel = Canal
report-by-day = Avis par jour
report-by-week = Avis par semaine
report-day = Jour
report-week = Semaine
report-week-of = du { $day }
report-opinions = Avis
report-share = Part
report-total = Ensemble
report-bars-alt = { $n ->
    [0] { $title } : aucun avis. Les chiffres sont dans le tableau qui suit.
   *[other] { $title } : { $count } avis au total ; le plus grand nombre, { $mostcount }, pour « { $most } ». Les chiffres sont dans le tableau qui suit.
}

report-stances = Les positions
report-stance = Position
report-stances-overall = Toutes les positions
report-stances-by-variant = Positions selon la variante regardée
report-variant = Variante
report-variant-none = Sans variante regardée
report-themes = Les thèmes
report-theme = Thème
report-bar-alt = { $label } : { $numbers }.
report-detail-hidden = Non détaillé
report-hidden-note = « – » : nombre masqué.
report-suppression = « – » marque un nombre masqué. Dans un tableau croisé, un nombre compris entre 1 et { $k } exclu pourrait désigner quelqu’un : il est masqué, et d’autres le sont avec lui pour qu’on ne puisse pas le retrouver par soustraction. Une partie « non détaillée » tient leur place dans les barres.
report-withheld = Ce tableau n’est pas montré : il y a trop peu d’avis pour masquer les petits nombres sans qu’on puisse les retrouver.

report-where = Les lieux
report-where-sentence = { $n ->
    [0] Aucun avis n’est attaché à un lieu de la maquette.
    [one] Un avis sur { $total } est attaché à un lieu de la maquette.
   *[other] { $count } avis sur { $total } sont attachés à un lieu de la maquette.
}
report-where-none = Aucune maquette n’est publiée : il n’y a pas de carte.
report-map-caption = { $n ->
    [0] { $variant } : aucun avis placé. La barre mesure { $scale } m.
    [one] { $variant } : un avis placé. La barre mesure { $scale } m.
   *[other] { $variant } : { $count } avis placés. La barre mesure { $scale } m.
}
report-map-caption-outside = { $variant } : { $count } avis placés, et { $outside } hors du plan. La barre mesure { $scale } m.
report-map-alt = Plan vu de dessus de la variante « { $variant } », avec { $n ->
    [0] aucun avis placé
    [one] un avis placé
   *[other] { $count } avis placés
} selon leur position. Les lieux sont dans les tableaux de cette partie et de l’annexe.
report-map-legend = Légende
report-map-north = La flèche montre le nord du quadrillage.
report-object = Objet montré
report-objects = Les objets les plus montrés
report-objects-rest = { $n ->
    [one] Et un autre objet ({ $opinions } avis).
   *[other] Et { $count } autres objets ({ $opinions } avis).
}
report-places-annex = Annexe : les lieux un par un
report-places-rule-all = Les coordonnées sont en { $crs }, en mètres. Les numéros sont ceux des avis dans ce bilan.
report-places-rule-first = Les { $max } premiers lieux, dans l’ordre de réception, sur { $count } ; le fichier de données les contient tous. Les coordonnées sont en { $crs }, en mètres. Les numéros sont ceux des avis dans ce bilan.
report-number = N°
report-easting = Est (m)
report-northing = Nord (m)

report-quotes = Ce que les participants ont écrit
report-quotes-rule = Comment ces avis sont choisis
report-quotes-none = Aucun avis ne contient de mots.
report-verbatims-rule = Pour chaque thème et pour chaque position prise sur ce thème, un avis est cité : parmi ceux d’au moins { $min } caractères (à défaut, parmi tous ceux qui ont des mots), celui du canal le moins cité jusque-là, et le plus ancien de ce canal. Un même texte n’est cité qu’une fois ; au-delà de { $max } caractères, il est coupé et la coupe est marquée […]. Toutes les positions sont ainsi entendues, même minoritaires : le nombre de citations ne dit rien de leur poids. Les avis sont cités tels qu’ils ont été écrits.

report-moderation = Modération
report-moderation-none = Aucune modération n’a encore eu lieu : tous les avis reçus sont comptés, et les citations n’ont été relues par personne. Relisez-les avant toute diffusion.
report-method = Méthode et données
report-method-frozen = Chaque chiffre est compté par la base de données et peut être recalculé à partir du fichier de données conservé avec ce bilan. Aucun n’est estimé, pondéré ou rédigé par un programme. L’empreinte ci-dessous est celle de ce fichier : la commande « belvedere-server report verify » recompte tout.
report-method-live = Chaque chiffre est compté par la base de données au moment indiqué et peut être recalculé à partir du fichier de données. Aucun n’est estimé, pondéré ou rédigé par un programme. Ce bilan change tant qu’il n’est pas arrêté.
report-method-days = Le jour d’un avis est celui où il a été donné, selon l’horloge de l’appareil et en temps universel ; les numéros suivent l’ordre de réception. Les pourcentages sont arrondis à l’unité.
report-method-public = Ce document est réservé aux agents et aux élus. Les tableaux peuvent être publiés tels quels ; la carte, les lieux, les citations et le fichier de données ne pourront l’être qu’une fois les avis modérés. Le fichier de données ne contient ni récépissé, ni identifiant de visite ou d’appareil.
report-fact = Élément
report-value = Valeur
report-unprintable = Un signe que les polices de ce document n’ont pas (un émoji, par exemple) y est remplacé par « □ » ; le fichier de données le contient.
report-fact-made-at = Chiffres arrêtés le
report-fact-data = Empreinte SHA-256 du fichier de données
report-fact-threshold = Seuil des petits nombres
report-fact-exhibit = Révision de l’exposition
report-fact-no-exhibit = aucune exposition publiée
report-fact-published-at = Exposition publiée le
report-fact-placement = Calage de la maquette
report-fact-model = Modèle « { $variant } », SHA-256
report-placement = { $crs }, précision annoncée { $accuracy } m
report-crs = { $name } (EPSG:{ $epsg })

report-crs-2154 = Lambert-93
report-crs-3942 = CC42
report-crs-3943 = CC43
report-crs-3944 = CC44
report-crs-3945 = CC45
report-crs-3946 = CC46
report-crs-3947 = CC47
report-crs-3948 = CC48
report-crs-3949 = CC49
report-crs-3950 = CC50
report-crs-5490 = RGAF09 / UTM 20 N
report-crs-2972 = RGFG95 / UTM 22 N
report-crs-2975 = RGR92 / UTM 40 S
report-crs-4471 = RGM04 / UTM 38 S
report-crs-4326 = WGS 84
report-crs-3857 = Web Mercator

report-month-1 = janvier
report-month-2 = février
report-month-3 = mars
report-month-4 = avril
report-month-5 = mai
report-month-6 = juin
report-month-7 = juillet
report-month-8 = août
report-month-9 = septembre
report-month-10 = octobre
report-month-11 = novembre
report-month-12 = décembre

report-frozen-list = Bilans arrêtés
report-frozen-none = Aucun bilan n’a encore été arrêté.
report-freeze = Arrêter le bilan
report-freeze-hint = Un bilan arrêté ne change plus : son PDF et son fichier de données sont conservés avec leur empreinte.
report-download-pdf = PDF
report-download-data = Données (JSON)
report-download-csv = Tableur (CSV)
report-frozen-line = Bilan n° { $number }, arrêté le { $at }
report-map-alone = Carte

report-csv-number = numéro
report-csv-day = jour
report-csv-channel = canal
report-csv-stance = position
report-csv-stance-name = position en mots
report-csv-theme = thème
report-csv-variant = variante
report-csv-text = texte
report-csv-easting = est (m)
report-csv-northing = nord (m)
report-csv-crs = système de coordonnées
report-csv-object = objet montré
report-csv-made-up = fictif
report-csv-yes = oui
report-csv-no = non
