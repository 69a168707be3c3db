# Téléverser un modèle, par morceaux ou d’un coup, et suivre sa conversion.

upload-unit = Unité du fichier
upload-unit-hint = À préciser seulement si le modèle est arrivé trop grand ou trop petit.
upload-unit-auto = Détectée automatiquement
upload-unit-m = Mètres
upload-unit-cm = Centimètres
upload-unit-mm = Millimètres
upload-unit-in = Pouces
upload-unit-ft = Pieds
upload-axis = Axe vertical du fichier
upload-axis-hint = À préciser seulement si le modèle est arrivé couché.
upload-axis-auto = Détecté automatiquement
upload-axis-y = Y vers le haut (norme glTF)
upload-axis-z = Z vers le haut (beaucoup de logiciels de CAO)
upload-pause = Mettre en pause
upload-resume = Reprendre l’envoi
upload-paused = Envoi en pause : ce qui est envoyé est gardé.
upload-lost = Le réseau ou le serveur ne répond plus. L’envoi reprendra de lui-même là où il s’est arrêté.
upload-gave-up = Le réseau ou le serveur ne répond toujours pas. Ce qui est envoyé est gardé : reprenez l’envoi quand le réseau est revenu.
upload-logged-out = Votre session est terminée. Connectez-vous de nouveau, puis choisissez le même fichier : l’envoi reprendra là où il s’est arrêté.
upload-log-in = Se connecter
upload-ask = Un envoi de ce fichier a été interrompu. Le reprendre là où il s’est arrêté ?
upload-ask-resume = Reprendre
upload-ask-afresh = Recommencer du début
upload-unfinished = Envoi inachevé : { $name }, { $done } Mo reçus sur { $all } Mo, gardés jusqu’au { $until }. Pour le reprendre, choisissez de nouveau ce fichier sur l’ordinateur d’où il est parti.
upload-discard = Abandonner cet envoi
problem-too-many-uploads = Vous avez trop d’envois inachevés. Reprenez-les ou abandonnez-les depuis la page du projet, puis réessayez.

stage-waiting = Une autre conversion est en cours : celle-ci attend son tour
stage-elsewhere = Conversion lancée depuis la ligne de commande
stage-reading = Lecture et vérification du fichier
stage-joining = Assemblage de la géométrie
stage-lighting = Calcul de la lumière
stage-simplifying = Formes simplifiées pour le lointain
stage-writing = Écriture de la maquette
conversion-progress = Avancement de la conversion
conversion-lost = Le serveur ne répond plus. Cette page se remettra à suivre la conversion dès qu’il répondra.
conversion-done = La conversion est terminée. La page montrera le résultat après l’envoi en cours.

## La commande « model import »

import-not-placed = La maquette n’est pas placée pour autant : relancez la commande avec --place pour prendre ce calage.
import-no-proposal = Le modèle ne propose pas de calage : celui de la maquette reste.
import-placed = La maquette est placée par ce modèle : { $placement }.
import-again = Importez de nouveau ces variantes pour qu’elles soient dans le même repère : { $variants }.
