# The pages of the server. $count is $n as it is written.

page-skip = Skip to content
page-nav = Navigation
page-crumbs = You are here
page-staff-entry = Staff area
page-logout = Sign out
page-foot = Belvédère, a platform for consulting the public on land-use projects.
page-foot-pictures = Pictures of projects are illustrations, not contractual.
page-way-home = Go to the home page
page-way-projects = Back to the projects

page-welcome-title = See the project for yourself, and have your say
page-welcome-lead = Belvédère lets you walk through a project before it exists, then say what you think of it, at the very place you are speaking of.
page-open = Open consultations
page-open-none = No consultation is open at the moment.
page-dates = From { $from } to { $to }
page-plan-of = View from above: { $title }
page-take-part = How to take part
page-take-part-1 = Go to an exhibition kiosk: at the town hall, the library or the market.
page-take-part-2 = Walk through the scene and compare the variants.
page-take-part-3 = Point at a place, give your opinion, keep your receipt.
page-take-part-privacy = No account, no name. A mediator can help you, and an opinion on paper counts just as much.
page-kiosk = Start a kiosk
page-kiosk-how = Install the viewer on the exhibition’s computer, then start it with the address of this server:
page-kiosk-address = https://address-of-this-server
page-kiosk-offline = Once the exhibit is downloaded, the kiosk works without a network. Opinions are kept on the kiosk and leave as soon as the network is back.

page-login = Sign in
page-login-who = This area is for the teams that prepare, run and follow consultations.
page-login-email = E-mail address
page-login-password = Password
page-login-send = Sign in
page-login-wrong = This address and this password do not go together. Please check both and try again.
page-login-wait = { $n ->
    [one] Too many tries in a row. Try again in one second.
   *[other] Too many tries in a row. Try again in { $count } seconds.
}
page-login-lost = Forgot your password? Ask your authority’s administrator for a new one.

page-projects = Projects
page-projects-none = No project yet.
page-when = Dates
page-is-open = open
page-is-closed = closed
page-exhibit = Exhibit
page-variants = Variants
page-revision = Revision
page-published-at = Published on { $at }
page-published-never = Not published yet
page-no-model = no model
page-open-project = Open the project
page-read-opinions = Read the opinions
page-read-report = See the report
page-opinions-count = { $n ->
    [0] No opinion
    [one] { $count } opinion
   *[other] { $count } opinions
}

page-no-model-yet = No model for this variant. Upload one to be able to show it.
page-model-received = received on { $at }, { $size } MB
page-model-accepted = Model accepted
page-model-accepted-warnings = Model accepted, with points to check
page-model-refused = Model refused
page-model-converting = Model received, conversion under way
page-model-cut-off = Conversion cut off: please upload this model again
page-converting-note = A model is being converted. This page reloads by itself; you can leave it and lose nothing.
page-plan = View from above, the top of the picture towards the scene’s north.
page-gauges = What it costs to draw, for a standard kiosk
page-gauge-over = more than a kiosk draws smoothly
page-upload = Upload
page-upload-first = Upload the model
page-upload-another = Replace with another model
page-upload-hint = A GLB file, or a ZIP with a single .gltf and its files, 500 MB at most. The file is kept as received.
page-upload-hash = Fingerprint of the file received (SHA-256)
page-upload-progress = Sending the file
page-upload-sending = { "{" }done{ "}" } MB sent of { "{" }all{ "}" } MB
page-upload-arrived = File sent. It is being put away safely…
page-upload-failed = The file could not be sent. Check the network, then try again.
page-upload-too-big = This file is over 500 MB. Make the model lighter, then try again.
page-publish = Publish the exhibit
page-publish-what = Publishing freezes the variants, texts and viewpoints as they are now. Kiosks download the new exhibit as soon as they have a network.
page-publish-missing = To publish, an accepted model is missing for: { $variants }.
page-exhibit-newer = Models have changed since this was published. Kiosks still show the published exhibit.

page-anchors = Places of opinions on newer models
page-anchors-what = When a model takes the place of another, the place of each opinion is looked for on the new one. No opinion is set aside, and the place that the resident pointed at stays on record as it is.
page-anchors-none = No place was touched by a newer model.
page-anchors-table = The places touched by a newer model, orphans first
page-anchors-given-node = Object pointed at
page-anchors-fate = What became of it
page-anchors-distance = Shift
page-anchors-node = Object now
page-anchors-since = Exhibit of
anchor-fate-kept = kept
anchor-fate-moved = moved
anchor-fate-orphaned = orphaned
anchors-kept = { $n ->
    [one] { $count } place kept
   *[other] { $count } places kept
}
anchors-kept-rule = The object of the same name is within 25 cm.
anchors-moved = { $n ->
    [one] { $count } place moved
   *[other] { $count } places moved
}
anchors-moved-rule = The nearest surface is within 2 m.
anchors-orphaned = { $n ->
    [one] { $count } place orphaned
   *[other] { $count } places orphaned
}
anchors-orphaned-rule = Nothing is left within 2 m: the place stays where it was.
anchors-given = { $n ->
    [one] { $count } place as it was given: its model has not changed
   *[other] { $count } places as they were given: their models have not changed
}

page-opinions = Opinions
page-filters = Filter the opinions
page-filter-all = All
page-filter-stance = Stance
page-filter-theme = Theme
page-filter-variant = Variant
page-filter-channel = Channel
page-filter-apply = Filter
page-filter-reset = Show all
page-opinions-none = No opinion yet. They will appear here as soon as a kiosk has sent them.
page-opinions-none-filtered = No opinion matches these filters.
page-opinion-number = Opinion no.
page-place = E { $easting } m, N { $northing } m
page-no-place = no place
page-pages = Pages of the list
page-position = Page { $page } of { $pages }
page-newer = Newer
page-older = Older
page-map = On the plan
page-map-of = Plan of { $title }, with the opinions of this page. The list says the same in words.
page-map-legend = Each numbered pin leads to an opinion of this page; the grey dots are the other opinions that pass the filters.
page-map-none = The plan will appear here once a model has been accepted.
page-pin = Opinion no. { $number }: { $stance }
