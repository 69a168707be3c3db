### What the conversion of a model tells the planner.
### finding-<code>: what was found and what follows. finding-<code>-mend: what to do.

finding-at-node = Object: “{ $node }”.
finding-severity-error = Refused
finding-severity-warning = To check
finding-severity-info = To know

## The file

finding-file-empty = The file is empty: there is nothing to show.
finding-file-empty-mend = Export the model again and check the size of the file before you send it.
finding-file-too-large = The file is { $size_mb } MB; the limit is { $limit_mb } MB.
finding-file-too-large-mend = Reduce textures to 2,048 pixels or split the model, then export again.
finding-file-not-gltf = { $kind ->
    [image] This is a picture, not a three-dimensional model.
    [pdf] This is a PDF document, not a three-dimensional model.
    [fbx] This is an FBX file. Only glTF 2.0 is read.
    [ifc] This is an IFC file. Only glTF 2.0 is read.
    [skp] This is a SketchUp file. Only glTF 2.0 is read.
    [dwg] This is an AutoCAD file. Only glTF 2.0 is read.
    [blend] This is a Blender file. Only glTF 2.0 is read.
    [obj] This is an OBJ file. Only glTF 2.0 is read.
    [archive] This is an archive of a kind that is not read. Only ZIP is.
   *[other] This is not a glTF file: it begins neither like a .glb, nor a .gltf, nor a .zip.
}
finding-file-not-gltf-mend = In your software, choose the export “glTF binary (.glb)”, then send that file.
finding-glb-version = The GLB file has version { $version }; only version 2 is read.
finding-glb-version-mend = Export again as glTF 2.0, with a recent version of your software.
finding-glb-truncated = The file is incomplete: it announces { $announced } bytes and holds only { $found }.
finding-glb-truncated-mend = The upload or the copy probably stopped on its way. Export again, then send the file again.
finding-glb-structure = The contents of the GLB file are not laid out as the standard asks; it cannot be read.
finding-glb-structure-mend = Export the model again with a recent version of your software.
finding-zip-unreadable = The ZIP cannot be opened: it is damaged or protected by a password.
finding-zip-unreadable-mend = Make the ZIP again without a password, then send it again.
finding-zip-too-many-files = The ZIP holds more than { $limit } files.
finding-zip-too-many-files-mend = Leave only the model and its textures in the ZIP.
finding-zip-no-model = The ZIP holds no .gltf or .glb file.
finding-zip-no-model-mend = Put the .gltf file into the ZIP with its .bin file and its textures.
finding-zip-several-models = The ZIP holds { $count } models; which one to show is unknown.
finding-zip-several-models-mend = Make one ZIP for each model.
finding-zip-too-large = Unpacked, the contents of the ZIP exceed { $limit_mb } MB.
finding-zip-too-large-mend = Leave only the model and its textures in the ZIP, reduced to 2,048 pixels.
finding-zip-escape = The ZIP holds a file whose name leads out of its folder (“{ $uri }”); nothing of it is read.
finding-zip-escape-mend = Make the ZIP again from the folder of the model, with your computer’s own “compress” command.
finding-zip-link = The ZIP holds a link (“{ $uri }”) in place of a file; links are not followed.
finding-zip-link-mend = Put the file itself into the ZIP, then send it again.
finding-zip-nested = The ZIP holds no model but another ZIP; a ZIP inside a ZIP is not opened.
finding-zip-nested-mend = Unpack it, then make one ZIP of the .gltf or .glb file and its files.
finding-zip-ratio = Unpacked, “{ $uri }” would be more than { $ratio } times as large: no model is like that.
finding-zip-ratio-mend = Export the model again, then make the ZIP again.

## The glTF text

finding-json-too-large = The description of the model exceeds { $limit_mb } MB.
finding-json-too-large-mend = Export as .glb rather than .gltf, or group the objects before the export.
finding-json-not-utf8 = The description of the model holds unreadable characters (from byte { $at }).
finding-json-not-utf8-mend = Export again; if it happens again, remove special characters from the names of objects.
finding-json-too-deep = The description of the model is nested more than { $limit } levels deep; no software makes that.
finding-json-too-deep-mend = Export the model again from your software.
finding-json-invalid = The description of the model cannot be read at line { $line }, column { $column }.
finding-json-invalid-mend = The file was probably changed or cut. Export it again.
finding-structure-invalid = The description of the model does not follow the glTF standard at line { $line }, column { $column } ({ $detail }).
finding-structure-invalid-mend = Export the model again with a recent version of your software.
finding-list-too-long = The model has more than { $limit } objects: it cannot be shown.
finding-list-too-long-mend = Group the objects by material or by building before the export.
finding-version-missing = The file does not say which version of glTF it has.
finding-version-missing-mend = Export again as glTF 2.0.
finding-version-unsupported = The file is glTF { $version }; only version 2.0 is read.
finding-version-unsupported-mend = Export again as glTF 2.0, with a recent version of your software.
finding-reference-invalid = The model refers to something that does not exist ({ $what } no. { $index }).
finding-reference-invalid-mend = The file is damaged. Export it again.

## Extensions

finding-extension-unsupported = The model needs the extension { $extension }, which is not read: it would be shown wrong, or not at all.
finding-extension-unsupported-mend = { $extension ->
    [EXT_texture_avif] Export again with PNG or JPEG textures instead of AVIF.
    [MSFT_texture_dds] Export again with PNG or JPEG textures instead of DDS.
    [KHR_node_visibility] Export again without the hidden objects, and without this extension.
   *[other] Export again as plain glTF 2.0, without this extension.
}
finding-extension-ignored = The extension { $extension } is not read; the model is shown without it.
finding-extension-ignored-mend = Compare the preview with your model. If something is missing, export again without this extension.
finding-extension-look = The extension { $extension } refines the look of materials; only the base colour is shown.
finding-extension-look-mend = Nothing to do, unless that look matters to the consultation.
finding-material-sets = The model offers several sets of materials; only the default one is shown.
finding-material-sets-mend = To show another, export one file for each set and import it as a variant.

## Linked files

finding-uri-remote = The model fetches “{ $uri }” from elsewhere; nothing is downloaded.
finding-uri-remote-mend = Export as .glb, which holds everything, or add this file to the ZIP under a relative name.
finding-uri-escape = The model refers to “{ $uri }”, outside its folder; that file is not read.
finding-uri-escape-mend = Export as .glb, which holds everything, or put this file beside the .gltf, in the ZIP.
finding-uri-missing = The file “{ $uri }” that the model needs is not there.
finding-uri-missing-mend = Export as .glb, or send a ZIP with the .gltf and all its files.
finding-data-uri-invalid = Data written inside the file cannot be read (wrong base64 coding).
finding-data-uri-invalid-mend = Export again, preferably as .glb.
finding-buffer-too-short = The file announces { $announced } bytes of geometry and holds only { $found }: it is incomplete.
finding-buffer-too-short-mend = The upload or the copy probably stopped on its way. Export again, then send the file again.

## Geometry

finding-accessor-invalid = A list of numbers (no. { $index }) is not described as the standard asks.
finding-accessor-invalid-mend = Export the model again with a recent version of your software.
finding-accessor-too-long = A list of numbers (no. { $index }) announces { $count } items; the limit is { $limit }.
finding-accessor-too-long-mend = The file is damaged, or the model is far too detailed. Simplify it, then export again.
finding-accessor-out-of-bounds = A list of numbers goes beyond the end of the file’s data: the file is damaged or incomplete.
finding-accessor-out-of-bounds-mend = Export the model again, then send the file again.
finding-decoded-too-large = Decompressed, the data of the model would exceed { $limit_mb } MB.
finding-decoded-too-large-mend = Simplify the model or split it, then export again.
finding-compressed-unreadable = The compressed data ({ $codec }) is damaged; it cannot be read.
finding-compressed-unreadable-mend = Export the model again. If it happens again, export it without compression (in Blender, clear “Compression” in the settings of the glTF export).
finding-attributes-differ = An object has fewer “{ $attribute }” values than vertices; it cannot be drawn.
finding-attributes-differ-mend = Export the model again with a recent version of your software.
finding-positions-not-finite = Some vertices have coordinates that are not numbers.
finding-positions-not-finite-mend = Repair this object in your software (often a scale of zero or a failed operation), then export again.
finding-index-out-of-range = A triangle uses vertex no. { $index }, but there are only { $count }.
finding-index-out-of-range-mend = The file is damaged. Export it again.
finding-transform-overflow = An object is placed or enlarged beyond all measure; the scene would make no sense.
finding-transform-overflow-mend = Check the scale and the position of this object in your software, then export again.
finding-nodes-cycle = Groups of objects contain themselves: the model has no end.
finding-nodes-cycle-mend = The file is damaged. Export it again.
finding-nodes-too-deep = Groups of objects are nested more than { $limit } levels deep.
finding-nodes-too-deep-mend = Ungroup some of them before the export.
finding-instances-too-many = Repeated groups give more than { $limit } objects: the model cannot be shown.
finding-instances-too-many-mend = Remove repetitions or group the objects before the export.
finding-draws-too-many = Repeated objects give more than { $limit } surfaces to draw: the model cannot be shown.
finding-draws-too-many-mend = Remove repetitions or group the objects by material before the export.
finding-root-repeated = The same object is placed several times at the root of the scene.
finding-root-repeated-mend = The file is damaged. Export it again.
finding-triangles-too-many = The model has { $count } triangles; the limit is { $limit }.
finding-triangles-too-many-mend = Simplify furniture, trees and imported objects, then export again.
finding-no-geometry = The model holds no surface to show.
finding-no-geometry-mend = Check that the objects are visible and selected when you export.

## Images

finding-image-format = { $kind ->
    [SVG] Image no. { $index } is an SVG drawing, whatever the file says. Only PNG, JPEG, WebP and KTX2 are read.
    [AVIF] Image no. { $index } is an AVIF picture. Only PNG, JPEG, WebP and KTX2 are read.
    [DDS] Image no. { $index } is a DDS picture. Only PNG, JPEG, WebP and KTX2 are read.
    [KTX2] Image no. { $index } is a KTX2 picture of a kind that is not read. Only flat pictures in Basis Universal (ETC1S or UASTC) are.
   *[other] Image no. { $index } is neither PNG, JPEG, WebP nor KTX2.
}
finding-image-format-mend = Export again with PNG or JPEG textures.
finding-image-unreadable = Image no. { $index } is damaged; it cannot be read.
finding-image-unreadable-mend = Open this texture in an image editor, save it again, then export.
finding-image-too-large = Image no. { $index } is too large; the limit is { $limit } pixels a side.
finding-image-too-large-mend = Reduce this texture to 2,048 pixels, then export again.

## The limits of the converter

finding-worker-memory = This file needs more memory than allowed ({ $limit_mb } MB).
finding-worker-memory-mend = Reduce textures to 2,048 pixels, simplify the model or split it, then export again.
finding-worker-time = This file needs more time than allowed ({ $limit_s } seconds).
finding-worker-time-mend = Simplify the model or split it, then export again.
finding-worker-output = The converted model would exceed { $limit_mb } MB.
finding-worker-output-mend = Reduce textures and simplify the model, then export again.
finding-worker-crashed = Reading this file stopped abruptly; nothing of it is kept.
finding-worker-crashed-mend = Export the model again. If it happens again, report it with the file to the person who runs the server.

## To check

finding-unit-name = { $unit ->
    [mm] in millimetres
    [cm] in centimetres
    [in] in inches
    [ft] in feet
   *[m] in metres
}
finding-unit-corrected = { $reason ->
    [coordinates] Read in metres, the model’s coordinates are nowhere; read { finding-unit-name }, they are a place of France in { $system }.
   *[walls] Read in metres, the model would measure { $size_m } metres and { $walls } of its walls would be about { $wall } metres high; read { finding-unit-name }, these walls are { $wall_m } metres high.
} It was scaled.
finding-unit-corrected-mend = If this is wrong, import it with the unit “metre” (--unit m). To read this line no more, export in metres.
finding-unit-large = The model measures { $size_m } metres: it seems to have been exported { finding-unit-name }. Nothing was changed.
finding-unit-large-mend = If so, import it with that unit (--unit { $unit }, a scale of { $scale }), or export in metres.
finding-unit-walls = { $walls } walls of the model are about { $wall_m } metres high: it seems to have been exported { finding-unit-name }. Nothing was changed.
finding-unit-walls-mend = If so, import it with that unit (--unit { $unit }, a scale of { $scale }), or export in metres.
finding-unit-small = The model measures { $size_m } metres: that is very small for a scene.
finding-unit-small-mend = Check the unit of the export, or give the scale at import (--scale).
finding-axis-corrected = { $reason ->
    [coordinates] The model was lying on its side: its coordinates are a place of France, in { $system }, only with Z up.
   *[floors] The model was lying on its side: { $floors } floors or roofs and { $walls } walls are plumb only with Z up.
} It was set upright.
finding-axis-corrected-mend = If this is wrong, import it with “Y up” (--up-axis y). To read this line no more, tick “+Y up” when exporting from Blender, “Map Rhino Z to glTF Y” from Rhino.
finding-axis-suspect = The model seems to lie on its side: its vertical axis is probably Z. Nothing was changed.
finding-axis-suspect-mend = If so, import it with “Z up” (--up-axis z), or export with Y up.
finding-ground-leans = The model’s ground leans by { $angle_deg } degrees: neither Y nor Z is the vertical, as in a 3D tile in geocentric coordinates.
finding-ground-leans-mend = Set it upright in your software, or export it in a local frame with a vertical axis.
finding-coordinates-located = By their values, the model’s coordinates are in { $system }: east { $east }, north { $north }. The model was brought near the origin, and a placement is proposed.
finding-coordinates-located-mend = Check the place on a map, then take this placement for the scene (on its page, or by --place), or give another.
finding-coordinates-unsure = By their values, the model’s coordinates may be in { $systems }, or in an abolished French system: no placement is proposed.
finding-coordinates-unsure-mend = Ask whoever drew the model for its system, then give the scene’s placement yourself.
finding-coordinates-recentred = The model is far from the origin, in coordinates of a system that is not known; it was brought near (shift x { $x }, y { $y }, z { $z }).
finding-coordinates-recentred-mend = Give the scene’s placement yourself, or export the model in Lambert-93 or in a conformal conic zone (CC42 to CC50).
finding-coordinates-imprecise = Coordinates are stored to the nearest { $step_m } metre: walls may shake or shift.
finding-coordinates-imprecise-mend = Bring the model near the origin in your software before the export.
finding-coordinates-rounded = Compression rounded the coordinates to the nearest { $step_m } metre: walls may shift or come apart.
finding-coordinates-rounded-mend = Export again with more precise positions (16 bits), or split the model.
finding-lines-ignored = The model holds lines or points; only surfaces are shown.
finding-lines-ignored-mend = Give a thickness to what must be seen, then export again.
finding-uvs-missing = An object has a texture but no texture coordinates: it is shown in a single colour.
finding-uvs-missing-mend = Apply the texture again in your software, then export.
finding-morph-ignored = Variable shapes (“morph targets”) are not read; the base shape is shown.
finding-morph-ignored-mend = Freeze the shape you want before the export.
finding-skin-ignored = A figure or a jointed object is shown in its starting pose; its size may be wrong.
finding-skin-ignored-mend = Freeze the pose you want (“apply the armature modifier”) before the export.

## To know

finding-coordinates-in-scene = By their values, the model’s coordinates are in { $system } (east { $east }, north { $north }); it was put where the scene’s placement says.
finding-coordinates-in-scene-mend = Nothing to do.
finding-animation-ignored = Animations are not shown.
finding-animation-ignored-mend = Nothing to do.
finding-root-repaired = The tree of objects had a harmless fault; it was repaired.
finding-root-repaired-mend = Nothing to do.
finding-image-downscaled = Images were reduced to { $limit } pixels a side.
finding-image-downscaled-mend = Nothing to do.
finding-triangles-dropped = Triangles left out because they have no area or lie twice in the same place: { $count }.
finding-triangles-dropped-mend = Nothing to do; nothing that can be seen is missing.
finding-layers-many = The model has { $count } layers: the { $kept } heaviest stay apart, the others are joined and can only be hidden together.
finding-layers-many-mend = Merge the small layers (tags in SketchUp, layers in Rhino, collections in Blender, families in Revit), then export again.
finding-images-flat = { $count } image(s) of a single colour: replaced by that colour, the look is the same.
finding-images-flat-mend = Nothing to do.
finding-images-alike = { $count } duplicate image(s): each is kept only once.
finding-images-alike-mend = Nothing to do.
finding-images-not-compressed = { $count } image(s) could not be compressed for the graphics card, for want of time or quality; they are shown as they are and take four times the memory.
finding-images-not-compressed-mend = If the gauge of textures is high, reduce the largest images to 1,024 pixels a side before the export.
finding-unknown = The converter reports “{ $code }”.
finding-unknown-mend = Report this message to the person who runs the server.

## What was repaired

finding-bounds-repaired = The announced size of an object was missing or wrong; it was measured.
finding-bounds-repaired-mend = Nothing to do. A more recent version of your software may write it right.
finding-stride-repaired = The distance between the vertices of an object was not said; they were read one after the other.
finding-stride-repaired-mend = Nothing to do if the preview shows the object well. If not, export with a more recent version of your software.
finding-normals-repaired = Some normals were not of length 1 (often a scale applied by half); they were made anew.
finding-normals-repaired-mend = Nothing to do if the shading of the preview is right. If not, in Blender, apply the scale (Ctrl + A) before the export.
