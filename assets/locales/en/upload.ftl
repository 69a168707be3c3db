# Uploading a model, in pieces or at once, and following its conversion.

upload-unit = Unit of the file
upload-unit-hint = Only needed if the model came out too large or too small.
upload-unit-auto = Detected automatically
upload-unit-m = Metres
upload-unit-cm = Centimetres
upload-unit-mm = Millimetres
upload-unit-in = Inches
upload-unit-ft = Feet
upload-axis = Up axis of the file
upload-axis-hint = Only needed if the model came out lying on its side.
upload-axis-auto = Detected automatically
upload-axis-y = Y up (the glTF standard)
upload-axis-z = Z up (many CAD programs)
upload-pause = Pause
upload-resume = Resume the upload
upload-paused = The upload is paused: what has been sent is kept.
upload-lost = The network or the server no longer answers. The upload will go on by itself where it stopped.
upload-gave-up = The network or the server still does not answer. What has been sent is kept: resume the upload when the network is back.
upload-logged-out = Your session is over. Log in again, then choose the same file: the upload will go on where it stopped.
upload-log-in = Log in
upload-ask = An upload of this file was interrupted. Resume it where it stopped?
upload-ask-resume = Resume
upload-ask-afresh = Start again
upload-unfinished = Unfinished upload: { $name }, { $done } MB of { $all } MB received, kept until { $until }. To resume it, choose this file again on the computer that it came from.
upload-discard = Give this upload up
problem-too-many-uploads = You have too many unfinished uploads. Resume them or give them up on the project’s page, then try again.

stage-waiting = Another conversion is running: this one waits for its turn
stage-elsewhere = A conversion started from the command line
stage-reading = Reading and checking the file
stage-joining = Joining the geometry
stage-lighting = Computing the light
stage-simplifying = Simpler forms for what is far away
stage-writing = Writing the scene
conversion-progress = Progress of the conversion
conversion-lost = The server no longer answers. This page will follow the conversion again as soon as it does.
conversion-done = The conversion has ended. The page will show what came of it after the upload under way.

## The command “model import”

import-not-placed = The scene is not placed by it: run this again with --place to take that placement.
import-no-proposal = The model proposes no placement: the scene’s own stays.
import-placed = The scene is placed by it: { $placement }.
import-again = Import these variants again, so that they lie in the same frame: { $variants }.
