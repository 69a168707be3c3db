# Words that every part of the interface uses.

app-name = Belvédère

stance-against-strongly = Tout à fait contre
stance-against = Plutôt contre
stance-neutral = Partagé
stance-for = Plutôt pour
stance-for-strongly = Tout à fait pour

channel-kiosk = Borne
channel-vr = Casque
channel-web = Web
channel-paper = Papier
channel-mediator = Avec un médiateur

certainty-existing = Existant
certainty-decided = Décidé
certainty-option = Option à l’étude
certainty-illustration = Illustration

theme-none = Le projet dans son ensemble
not-contractual = Illustration, non contractuelle
made-up = Avis fictif

role-mediator = Médiateur
role-planner = Urbaniste
role-moderator = Modérateur
role-official = Élu
role-administrator = Administrateur

opinion-refused-other-consultation = Cet avis répond à une autre concertation.
opinion-refused-not-open = La concertation n’était pas ouverte au moment où cet avis a été donné.
opinion-refused-unknown-theme = Le thème choisi n’est pas un thème de cette concertation.
opinion-refused-answer-does-not-fit = Une réponse ne correspond pas à sa question.
opinion-refused-text-too-long = Le texte dépasse 4 000 caractères : raccourcissez-le.
opinion-refused-text-not-showable = Le texte contient des caractères qui ne peuvent pas être affichés.
opinion-refused-place-not-finite = Le lieu ou la vue de cet avis n’est pas un lieu.
opinion-refused-unreadable = Cet avis ne peut pas être lu : il lui manque une information, ou elle est mal formée.
