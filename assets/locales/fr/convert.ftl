### Ce que la conversion d'un modèle dit à l'urbaniste.
### finding-<code> : ce qui est trouvé et ce qui en résulte. finding-<code>-mend : que faire.

finding-at-node = Objet concerné : « { $node } ».
finding-severity-error = Refusé
finding-severity-warning = À vérifier
finding-severity-info = À savoir

## Le fichier

finding-file-empty = Le fichier est vide : il n’y a rien à montrer.
finding-file-empty-mend = Exportez de nouveau le modèle et vérifiez la taille du fichier avant de l’envoyer.
finding-file-too-large = Le fichier pèse { $size_mb } Mo ; la limite est de { $limit_mb } Mo.
finding-file-too-large-mend = Réduisez les textures à 2 048 pixels ou découpez le modèle, puis exportez de nouveau.
finding-file-not-gltf = { $kind ->
    [image] C’est une image et non un modèle en trois dimensions.
    [pdf] C’est un document PDF et non un modèle en trois dimensions.
    [fbx] C’est un fichier FBX. Seul le format glTF 2.0 est lu.
    [ifc] C’est un fichier IFC. Seul le format glTF 2.0 est lu.
    [skp] C’est un fichier SketchUp. Seul le format glTF 2.0 est lu.
    [dwg] C’est un fichier AutoCAD. Seul le format glTF 2.0 est lu.
    [blend] C’est un fichier Blender. Seul le format glTF 2.0 est lu.
    [obj] C’est un fichier OBJ. Seul le format glTF 2.0 est lu.
    [archive] C’est une archive d’un format qui n’est pas lu. Seul le ZIP l’est.
   *[other] Ce n’est pas un fichier glTF : il ne commence ni comme un .glb, ni comme un .gltf, ni comme un .zip.
}
finding-file-not-gltf-mend = Dans votre logiciel, choisissez l’export « glTF binaire (.glb) », puis envoyez ce fichier.
finding-glb-version = Le fichier GLB est de la version { $version } ; seule la version 2 est lue.
finding-glb-version-mend = Exportez de nouveau en glTF 2.0, avec une version récente de votre logiciel.
finding-glb-truncated = Le fichier est incomplet : il annonce { $announced } octets et n’en contient que { $found }.
finding-glb-truncated-mend = L’envoi ou la copie s’est sans doute arrêté en route. Exportez de nouveau, puis renvoyez le fichier.
finding-glb-structure = Le contenu du fichier GLB n’est pas rangé comme la norme le demande ; il ne peut pas être lu.
finding-glb-structure-mend = Exportez de nouveau le modèle avec une version récente de votre logiciel.
finding-zip-unreadable = Le ZIP ne peut pas être ouvert : il est abîmé ou protégé par un mot de passe.
finding-zip-unreadable-mend = Refaites le ZIP sans mot de passe, puis renvoyez-le.
finding-zip-too-many-files = Le ZIP contient plus de { $limit } fichiers.
finding-zip-too-many-files-mend = Ne laissez dans le ZIP que le modèle et ses textures.
finding-zip-no-model = Le ZIP ne contient aucun fichier .gltf ou .glb.
finding-zip-no-model-mend = Mettez dans le ZIP le fichier .gltf avec son fichier .bin et ses textures.
finding-zip-several-models = Le ZIP contient { $count } modèles ; on ne sait pas lequel montrer.
finding-zip-several-models-mend = Faites un ZIP par modèle.
finding-zip-too-large = Une fois décompressé, le contenu du ZIP dépasse { $limit_mb } Mo.
finding-zip-too-large-mend = Ne laissez dans le ZIP que le modèle et ses textures, réduites à 2 048 pixels.
finding-zip-escape = Le ZIP contient un fichier dont le nom sort de son dossier (« { $uri } ») ; rien n’en est lu.
finding-zip-escape-mend = Refaites le ZIP à partir du dossier du modèle, avec la commande « compresser » de votre ordinateur.
finding-zip-link = Le ZIP contient un lien (« { $uri } ») à la place d’un fichier ; les liens ne sont pas suivis.
finding-zip-link-mend = Mettez le fichier lui-même dans le ZIP, puis renvoyez-le.
finding-zip-nested = Le ZIP ne contient pas de modèle mais un autre ZIP ; un ZIP dans un ZIP n’est pas ouvert.
finding-zip-nested-mend = Décompressez-le, puis faites un seul ZIP du fichier .gltf ou .glb et de ses fichiers.
finding-zip-ratio = Une fois décompressé, « { $uri } » serait plus de { $ratio } fois plus gros : aucun modèle n’est ainsi fait.
finding-zip-ratio-mend = Exportez de nouveau le modèle, puis refaites le ZIP.

## Le texte glTF

finding-json-too-large = La description du modèle dépasse { $limit_mb } Mo.
finding-json-too-large-mend = Exportez en .glb plutôt qu’en .gltf, ou regroupez les objets avant l’export.
finding-json-not-utf8 = La description du modèle contient des caractères illisibles (à partir de l’octet { $at }).
finding-json-not-utf8-mend = Exportez de nouveau ; si cela se répète, retirez les caractères spéciaux des noms d’objets.
finding-json-too-deep = La description du modèle est emboîtée sur plus de { $limit } niveaux ; aucun logiciel ne produit cela.
finding-json-too-deep-mend = Exportez de nouveau le modèle depuis votre logiciel.
finding-json-invalid = La description du modèle n’est pas lisible à la ligne { $line }, colonne { $column }.
finding-json-invalid-mend = Le fichier a sans doute été modifié ou coupé. Exportez-le de nouveau.
finding-structure-invalid = La description du modèle ne suit pas la norme glTF à la ligne { $line }, colonne { $column } ({ $detail }).
finding-structure-invalid-mend = Exportez de nouveau le modèle avec une version récente de votre logiciel.
finding-list-too-long = Le modèle compte plus de { $limit } objets : il ne peut pas être montré.
finding-list-too-long-mend = Regroupez les objets par matériau ou par bâtiment avant l’export.
finding-version-missing = Le fichier ne dit pas de quelle version de glTF il est.
finding-version-missing-mend = Exportez de nouveau en glTF 2.0.
finding-version-unsupported = Le fichier est en glTF { $version } ; seule la version 2.0 est lue.
finding-version-unsupported-mend = Exportez de nouveau en glTF 2.0, avec une version récente de votre logiciel.
finding-reference-invalid = Le modèle renvoie à un élément qui n’existe pas ({ $what } n° { $index }).
finding-reference-invalid-mend = Le fichier est abîmé. Exportez-le de nouveau.

## Les extensions

finding-extension-unsupported = Le modèle demande l’extension { $extension }, qui n’est pas lue : il serait montré faux ou pas du tout.
finding-extension-unsupported-mend = { $extension ->
    [EXT_texture_avif] Réexportez avec des textures PNG ou JPEG au lieu d’AVIF.
    [MSFT_texture_dds] Réexportez avec des textures PNG ou JPEG au lieu de DDS.
    [KHR_node_visibility] Réexportez sans les objets masqués, et sans cette extension.
   *[other] Réexportez en glTF 2.0 simple, sans cette extension.
}
finding-extension-ignored = L’extension { $extension } n’est pas lue ; le modèle est montré sans elle.
finding-extension-ignored-mend = Comparez l’aperçu avec votre modèle. S’il manque quelque chose, réexportez sans cette extension.
finding-extension-look = L’extension { $extension } affine l’aspect des matériaux ; seule la couleur de base est montrée.
finding-extension-look-mend = Rien à faire, sauf si cet aspect compte pour la concertation.
finding-material-sets = Le modèle propose plusieurs jeux de matériaux ; seul celui par défaut est montré.
finding-material-sets-mend = Pour en montrer un autre, exportez un fichier par jeu et importez-le comme une variante.

## Les fichiers liés

finding-uri-remote = Le modèle va chercher « { $uri } » ailleurs ; rien n’est téléchargé.
finding-uri-remote-mend = Exportez en .glb, qui contient tout, ou joignez ce fichier dans le ZIP avec un nom relatif.
finding-uri-escape = Le modèle renvoie à « { $uri } », hors de son dossier ; ce fichier n’est pas lu.
finding-uri-escape-mend = Exportez en .glb, qui contient tout, ou placez ce fichier à côté du .gltf, dans le ZIP.
finding-uri-missing = Le fichier « { $uri } » dont le modèle a besoin n’est pas joint.
finding-uri-missing-mend = Exportez en .glb, ou envoyez un ZIP qui contient le .gltf et tous ses fichiers.
finding-data-uri-invalid = Des données écrites dans le fichier sont illisibles (codage base64 incorrect).
finding-data-uri-invalid-mend = Exportez de nouveau, de préférence en .glb.
finding-buffer-too-short = Le fichier annonce { $announced } octets de géométrie et n’en contient que { $found } : il est incomplet.
finding-buffer-too-short-mend = L’envoi ou la copie s’est sans doute arrêté en route. Exportez de nouveau, puis renvoyez le fichier.

## La géométrie

finding-accessor-invalid = Une liste de nombres (n° { $index }) n’est pas décrite comme la norme le demande.
finding-accessor-invalid-mend = Exportez de nouveau le modèle avec une version récente de votre logiciel.
finding-accessor-too-long = Une liste de nombres (n° { $index }) annonce { $count } éléments ; la limite est de { $limit }.
finding-accessor-too-long-mend = Le fichier est abîmé, ou le modèle est beaucoup trop détaillé. Simplifiez-le, puis exportez de nouveau.
finding-accessor-out-of-bounds = Une liste de nombres dépasse la fin des données du fichier : il est abîmé ou incomplet.
finding-accessor-out-of-bounds-mend = Exportez de nouveau le modèle, puis renvoyez le fichier.
finding-decoded-too-large = Une fois décompressées, les données du modèle dépasseraient { $limit_mb } Mo.
finding-decoded-too-large-mend = Simplifiez le modèle ou découpez-le, puis exportez de nouveau.
finding-compressed-unreadable = Les données compressées ({ $codec }) sont abîmées ; elles ne peuvent pas être lues.
finding-compressed-unreadable-mend = Exportez de nouveau le modèle. Si cela se répète, exportez-le sans compression (dans Blender, décochez « Compression » dans les réglages de l’export glTF).
finding-attributes-differ = Un objet a moins de valeurs « { $attribute } » que de sommets ; il ne peut pas être dessiné.
finding-attributes-differ-mend = Exportez de nouveau le modèle avec une version récente de votre logiciel.
finding-positions-not-finite = Des sommets ont des coordonnées qui ne sont pas des nombres.
finding-positions-not-finite-mend = Réparez cet objet dans votre logiciel (souvent une échelle nulle ou une opération ratée), puis exportez de nouveau.
finding-index-out-of-range = Un triangle utilise le sommet n° { $index }, alors qu’il n’y en a que { $count }.
finding-index-out-of-range-mend = Le fichier est abîmé. Exportez-le de nouveau.
finding-transform-overflow = Un objet est placé ou agrandi au-delà de toute mesure ; la maquette n’aurait plus de sens.
finding-transform-overflow-mend = Vérifiez l’échelle et la position de cet objet dans votre logiciel, puis exportez de nouveau.
finding-nodes-cycle = Des groupes d’objets se contiennent eux-mêmes : le modèle n’a pas de fin.
finding-nodes-cycle-mend = Le fichier est abîmé. Exportez-le de nouveau.
finding-nodes-too-deep = Les groupes d’objets sont emboîtés sur plus de { $limit } niveaux.
finding-nodes-too-deep-mend = Dissociez des groupes avant l’export.
finding-instances-too-many = Les groupes répétés donnent plus de { $limit } objets : le modèle ne peut pas être montré.
finding-instances-too-many-mend = Retirez des répétitions ou regroupez les objets avant l’export.
finding-draws-too-many = Les objets répétés donnent plus de { $limit } surfaces à dessiner : le modèle ne peut pas être montré.
finding-draws-too-many-mend = Retirez des répétitions ou regroupez les objets par matériau avant l’export.
finding-root-repeated = Le même objet est placé plusieurs fois à la racine de la scène.
finding-root-repeated-mend = Le fichier est abîmé. Exportez-le de nouveau.
finding-triangles-too-many = Le modèle compte { $count } triangles ; la limite est de { $limit }.
finding-triangles-too-many-mend = Simplifiez le mobilier, les arbres et les objets importés, puis exportez de nouveau.
finding-no-geometry = Le modèle ne contient aucune surface à montrer.
finding-no-geometry-mend = Vérifiez que les objets sont visibles et choisis au moment de l’export.

## Les images

finding-image-format = { $kind ->
    [SVG] L’image n° { $index } est un dessin SVG, quoi qu’en dise le fichier. Seuls le PNG, le JPEG, le WebP et le KTX2 sont lus.
    [AVIF] L’image n° { $index } est au format AVIF. Seuls le PNG, le JPEG, le WebP et le KTX2 sont lus.
    [DDS] L’image n° { $index } est au format DDS. Seuls le PNG, le JPEG, le WebP et le KTX2 sont lus.
    [KTX2] L’image n° { $index } est un KTX2 d’une sorte qui n’est pas lue. Seules les images planes en Basis Universal (ETC1S ou UASTC) le sont.
   *[other] L’image n° { $index } n’est ni un PNG, ni un JPEG, ni un WebP, ni un KTX2.
}
finding-image-format-mend = Réexportez avec des textures PNG ou JPEG.
finding-image-unreadable = L’image n° { $index } est abîmée ; elle ne peut pas être lue.
finding-image-unreadable-mend = Ouvrez cette texture dans un logiciel d’images, enregistrez-la de nouveau, puis réexportez.
finding-image-too-large = L’image n° { $index } est trop grande ; la limite est de { $limit } pixels de côté.
finding-image-too-large-mend = Réduisez cette texture à 2 048 pixels, puis réexportez.

## Les limites du convertisseur

finding-worker-memory = Ce fichier demande plus de mémoire que permis ({ $limit_mb } Mo).
finding-worker-memory-mend = Réduisez les textures à 2 048 pixels, simplifiez le modèle ou découpez-le, puis exportez de nouveau.
finding-worker-time = Ce fichier demande plus de temps que permis ({ $limit_s } secondes).
finding-worker-time-mend = Simplifiez le modèle ou découpez-le, puis exportez de nouveau.
finding-worker-output = Le modèle converti dépasserait { $limit_mb } Mo.
finding-worker-output-mend = Réduisez les textures et simplifiez le modèle, puis exportez de nouveau.
finding-worker-crashed = La lecture de ce fichier s’est arrêtée net ; rien n’en est gardé.
finding-worker-crashed-mend = Exportez de nouveau le modèle. Si cela se répète, signalez-le avec le fichier à la personne qui administre le serveur.

## À vérifier

finding-unit-name = { $unit ->
    [mm] en millimètres
    [cm] en centimètres
    [in] en pouces
    [ft] en pieds
   *[m] en mètres
}
finding-unit-corrected = { $reason ->
    [coordinates] Lues en mètres, les coordonnées du modèle ne sont nulle part ; lues { finding-unit-name }, elles sont un lieu de France en { $system }.
   *[walls] Lu en mètres, le modèle ferait { $size_m } mètres et { $walls } de ses murs environ { $wall } mètres de haut ; lu { finding-unit-name }, ces murs font { $wall_m } mètres.
} Il a été mis à l’échelle.
finding-unit-corrected-mend = Si c’est faux, importez-le avec l’unité « mètre » (--unit m). Pour ne plus lire cette ligne, exportez en mètres.
finding-unit-large = Le modèle mesure { $size_m } mètres : il semble avoir été exporté { finding-unit-name }. Rien n’a été changé.
finding-unit-large-mend = Si c’est le cas, importez-le avec cette unité (--unit { $unit }, soit l’échelle { $scale }), ou exportez en mètres.
finding-unit-walls = { $walls } murs du modèle font environ { $wall_m } mètres de haut : il semble avoir été exporté { finding-unit-name }. Rien n’a été changé.
finding-unit-walls-mend = Si c’est le cas, importez-le avec cette unité (--unit { $unit }, soit l’échelle { $scale }), ou exportez en mètres.
finding-unit-small = Le modèle mesure { $size_m } mètre : c’est très petit pour une maquette.
finding-unit-small-mend = Vérifiez l’unité d’export, ou donnez l’échelle au moment de l’import (--scale).
finding-axis-corrected = { $reason ->
    [coordinates] Le modèle était couché : ses coordonnées ne sont un lieu de France, en { $system }, qu’avec Z vers le haut.
   *[floors] Le modèle était couché : { $floors } planchers ou toits et { $walls } murs ne sont d’aplomb qu’avec Z vers le haut.
} Il a été redressé.
finding-axis-corrected-mend = Si c’est faux, importez-le avec « Y vers le haut » (--up-axis y). Pour ne plus lire cette ligne, cochez à l’export « +Y up » dans Blender, « Map Rhino Z to glTF Y » dans Rhino.
finding-axis-suspect = Le modèle semble couché : son axe vertical est sans doute Z. Rien n’a été changé.
finding-axis-suspect-mend = Si c’est le cas, importez-le avec « Z vers le haut » (--up-axis z), ou exportez avec Y vers le haut.
finding-ground-leans = Le sol du modèle penche de { $angle_deg } degrés : ni Y ni Z n’est la verticale, comme dans une tuile 3D en coordonnées géocentriques.
finding-ground-leans-mend = Redressez-le dans votre logiciel, ou exportez-le dans un repère local dont un axe est vertical.
finding-coordinates-located = Les coordonnées du modèle sont, d’après leurs valeurs, en { $system } : est { $east }, nord { $north }. Le modèle a été ramené près de l’origine, et un calage est proposé.
finding-coordinates-located-mend = Vérifiez le lieu sur une carte, puis prenez ce calage pour la maquette (page « Calage », ou --place), ou donnez-en un autre.
finding-coordinates-unsure = D’après leurs valeurs, les coordonnées du modèle peuvent être en { $systems }, ou dans un ancien système français : aucun calage n’est proposé.
finding-coordinates-unsure-mend = Demandez le système à qui a dessiné le modèle, puis donnez vous-même le calage de la maquette.
finding-coordinates-recentred = Le modèle est loin de l’origine, en coordonnées d’un système qui n’est pas reconnu ; il en a été rapproché (décalage x { $x }, y { $y }, z { $z }).
finding-coordinates-recentred-mend = Donnez vous-même le calage de la maquette, ou exportez le modèle en Lambert-93 ou en coniques conformes (CC42 à CC50).
finding-coordinates-imprecise = Les coordonnées sont enregistrées à { $step_m } mètre près : les murs peuvent trembler ou se décaler.
finding-coordinates-imprecise-mend = Ramenez le modèle près de l’origine dans votre logiciel avant l’export.
finding-coordinates-rounded = La compression a arrondi les coordonnées à { $step_m } mètre près : des murs peuvent se décaler ou se disjoindre.
finding-coordinates-rounded-mend = Réexportez avec plus de précision pour les positions (16 bits), ou découpez le modèle.
finding-lines-ignored = Le modèle contient des lignes ou des points ; seules les surfaces sont montrées.
finding-lines-ignored-mend = Donnez une épaisseur à ce qui doit se voir, puis exportez de nouveau.
finding-uvs-missing = Un objet a une texture mais pas de coordonnées de texture : il est montré d’une seule couleur.
finding-uvs-missing-mend = Appliquez de nouveau la texture dans votre logiciel, puis exportez.
finding-morph-ignored = Des formes variables (« morph targets ») ne sont pas lues ; la forme de base est montrée.
finding-morph-ignored-mend = Figez la forme voulue avant l’export.
finding-skin-ignored = Un personnage ou un objet articulé est montré dans sa pose de départ ; sa taille peut être fausse.
finding-skin-ignored-mend = Figez la pose voulue (« appliquer le modificateur d’armature ») avant l’export.

## À savoir

finding-coordinates-in-scene = Les coordonnées du modèle sont, d’après leurs valeurs, en { $system } (est { $east }, nord { $north }) ; il a été posé d’après le calage de la maquette.
finding-coordinates-in-scene-mend = Rien à faire.
finding-animation-ignored = Les animations ne sont pas montrées.
finding-animation-ignored-mend = Rien à faire.
finding-root-repaired = L’arbre des objets avait un défaut sans gravité ; il a été réparé.
finding-root-repaired-mend = Rien à faire.
finding-image-downscaled = Des images ont été réduites à { $limit } pixels de côté.
finding-image-downscaled-mend = Rien à faire.
finding-triangles-dropped = Triangles retirés parce qu’ils sont sans surface ou posés deux fois au même endroit : { $count }.
finding-triangles-dropped-mend = Rien à faire ; rien de visible ne manque.
finding-layers-many = Le modèle a { $count } calques : les { $kept } plus lourds restent séparés, les autres sont réunis et ne pourront être masqués qu’ensemble.
finding-layers-many-mend = Réunissez les petits calques (balises dans SketchUp, calques dans Rhino, collections dans Blender, familles dans Revit), puis exportez de nouveau.
finding-images-flat = { $count } image(s) d’une seule couleur : remplacée(s) par cette couleur, l’aspect est le même.
finding-images-flat-mend = Rien à faire.
finding-images-alike = { $count } image(s) en double : chacune n’est gardée qu’une fois.
finding-images-alike-mend = Rien à faire.
finding-images-not-compressed = { $count } image(s) n’ont pas pu être compressées pour la carte graphique, faute de temps ou de qualité ; elles sont montrées telles quelles et prennent quatre fois plus de mémoire.
finding-images-not-compressed-mend = Si la jauge des textures est haute, réduisez les plus grandes images à 1 024 pixels de côté avant l’export.
finding-unknown = Le convertisseur signale « { $code } ».
finding-unknown-mend = Signalez ce message à la personne qui administre le serveur.

## Ce qui a été réparé

finding-bounds-repaired = Les dimensions annoncées d’un objet manquaient ou étaient fausses ; elles ont été mesurées.
finding-bounds-repaired-mend = Rien à faire. Une version plus récente de votre logiciel les écrit peut-être juste.
finding-stride-repaired = L’écart entre les sommets d’un objet n’était pas dit ; ils ont été lus comme se suivant.
finding-stride-repaired-mend = Rien à faire, si l’aperçu montre bien l’objet. Sinon, exportez avec une version plus récente de votre logiciel.
finding-normals-repaired = Des normales n’étaient pas de longueur 1 (une échelle appliquée à moitié, souvent) ; elles ont été refaites.
finding-normals-repaired-mend = Rien à faire, si l’ombrage de l’aperçu est bon. Sinon, dans Blender, appliquez l’échelle (Ctrl + A) avant l’export.
