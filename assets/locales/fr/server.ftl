# Ce que le serveur répond quand quelque chose ne va pas. La page dit le titre et le détail, puis la suite.

problem-way-on = Revenir à l’accueil

problem-bad-request = Demande illisible
problem-bad-request-detail = La demande envoyée ne peut pas être lue. Rechargez la page et recommencez.
problem-not-logged-in = Connexion nécessaire
problem-not-logged-in-detail = Connectez-vous pour continuer.
problem-not-allowed = Accès refusé
problem-not-allowed-detail = Votre rôle ne permet pas cette action. Demandez à l’administrateur de votre territoire.
problem-not-found = Introuvable
problem-not-found-detail = Il n’y a rien à cette adresse, ou ce n’est plus là.
problem-method-not-allowed = Action impossible ici
problem-method-not-allowed-detail = Cette adresse existe, mais elle ne se prête pas à cette action.
problem-conflict = Action impossible pour l’instant
problem-conflict-detail = L’état actuel des données ne le permet pas. Rechargez la page pour voir où elles en sont.
problem-locked = Occupé pour l’instant
problem-locked-detail = Une autre demande y travaille en ce moment. Attendez un peu, puis recommencez.
problem-too-large = Envoi trop volumineux
problem-too-large-detail = Ce qui a été envoyé dépasse la taille acceptée.
problem-unsupported-media-type = Format non accepté
problem-unsupported-media-type-detail = Ce qui a été envoyé n’est pas dans un format accepté à cette adresse.
problem-range-not-satisfiable = Hors du fichier
problem-range-not-satisfiable-detail = La partie demandée se trouve en dehors du fichier.
problem-not-processable = Demande incomplète ou incohérente
problem-not-processable-detail = La demande peut être lue, mais son contenu ne convient pas.
problem-too-many = Trop de demandes
problem-too-many-detail = Trop de demandes en peu de temps. Attendez un peu, puis recommencez.
problem-unavailable = Service momentanément indisponible
problem-unavailable-detail = Le serveur n’est pas disponible pour l’instant. Recommencez dans quelques minutes.
problem-internal = Erreur du serveur
problem-internal-detail = Le serveur n’a pas pu répondre ; l’erreur est notée dans son journal. Recommencez dans quelques minutes.

problem-too-many-opinions = Un envoi contient au plus { $max } avis.
problem-receipt-miscopied = Ce code n’est pas celui d’un récépissé : une lettre ou un chiffre a sans doute été mal recopié. Un code compte douze lettres et chiffres.
opinion-refused-receipt-taken = Le récépissé de cet avis est déjà celui d’un autre avis.
opinion-refused-not-a-residents = Cet avis se dit saisi par un agent, ou fictif : un tel avis n’est pas reçu à cette adresse.
