# The report (bilan), as a page and as a PDF. $count is $n as it is written.

report-kind = Report of the consultation
report-dates = From { $from } to { $to }
report-status-frozen = Report no. { $number }, frozen on { $at }
report-status-live = Provisional report, figures as of { $at }
report-instant = { $day } at { $time } (universal time)
report-page = Page
report-contents = Contents

report-made-up = made-up opinion
report-made-up-notice = { $n ->
    [one] Demonstration: { $count } opinion of { $total } is made up. This document is not the report of a real consultation.
   *[other] Demonstration: { $count } opinions of { $total } are made up. This document is not the report of a real consultation.
}

report-number-opinions = { $n ->
    [one] opinion received
   *[other] opinions received
}
report-number-with-text = with words
report-number-with-place = with a place
report-number-channels = { $n ->
    [one] channel
   *[other] channels
}
report-number-days = { $n ->
    [one] day with opinions
   *[other] days with opinions
}

report-summary-stances = Stances
report-summary-themes = The themes most spoken of
report-summary-map = Places
report-stances-sentence = { $n ->
    [0] No opinion has been received yet.
    [one] A single opinion: for { $for }, against { $against }, in two minds { $neutral }.
   *[other] Of { $count } opinions, { $for } are for, { $against } are against and { $neutral } are in two minds.
}
report-no-opinion = No opinion has been received yet.
report-limits = What these figures do not say
report-limit-volunteers = Participants are volunteers: their opinions are not a poll and do not represent the whole population. An opinion is not a person: taking part is anonymous.
report-limit-moderation = The opinions have not been moderated yet. The pictures of the project are illustrations, not contractual.

report-question = The question put
report-presentation = The project
report-variants = The variants shown
report-participation = Who took part
report-channels = Opinions by channel
report-channel = Channel
report-by-day = Opinions by day
report-by-week = Opinions by week
report-day = Day
report-week = Week
report-week-of = from { $day }
report-opinions = Opinions
report-share = Share
report-total = All
report-bars-alt = { $n ->
    [0] { $title }: no opinion. The figures are in the table that follows.
   *[other] { $title }: { $count } opinions in all; the highest number, { $mostcount }, for “{ $most }”. The figures are in the table that follows.
}

report-stances = Stances
report-stance = Stance
report-stances-overall = All stances
report-stances-by-variant = Stances by variant looked at
report-variant = Variant
report-variant-none = No variant looked at
report-themes = Themes
report-theme = Theme
report-bar-alt = { $label }: { $numbers }.
report-detail-hidden = Not detailed
report-hidden-note = “–”: hidden number.
report-suppression = “–” marks a hidden number. In a cross table, a number from 1 up to, not including, { $k } could point at somebody: it is hidden, and others are hidden with it so that it cannot be found by subtraction. In the bars, a part “not detailed” stands for them.
report-withheld = This table is not shown: there are too few opinions to hide small numbers without their being found.

report-where = Places
report-where-sentence = { $n ->
    [0] No opinion is attached to a place of the scene.
    [one] One opinion of { $total } is attached to a place of the scene.
   *[other] { $count } opinions of { $total } are attached to a place of the scene.
}
report-where-none = No scene is published: there is no map.
report-map-caption = { $n ->
    [0] { $variant }: no opinion placed. The bar is { $scale } m long.
    [one] { $variant }: one opinion placed. The bar is { $scale } m long.
   *[other] { $variant }: { $count } opinions placed. The bar is { $scale } m long.
}
report-map-caption-outside = { $variant }: { $count } opinions placed, and { $outside } off the plan. The bar is { $scale } m long.
report-map-alt = Plan view of the variant “{ $variant }” from above, with { $n ->
    [0] no opinion placed
    [one] one opinion placed
   *[other] { $count } opinions placed
} by stance. The places are in the tables of this part and of the annex.
report-map-legend = Legend
report-map-north = The arrow shows grid north.
report-object = Object pointed at
report-objects = The objects most pointed at
report-objects-rest = { $n ->
    [one] And one other object ({ $opinions } opinions).
   *[other] And { $count } other objects ({ $opinions } opinions).
}
report-places-annex = Annex: place by place
report-places-rule-all = Coordinates are in { $crs }, in metres. Numbers are those of the opinions in this report.
report-places-rule-first = The first { $max } places, in order of reception, of { $count }; the data file has them all. Coordinates are in { $crs }, in metres. Numbers are those of the opinions in this report.
report-number = No.
report-easting = Easting (m)
report-northing = Northing (m)

report-quotes = What participants wrote
report-quotes-rule = How these opinions are chosen
report-quotes-none = No opinion has words.
report-verbatims-rule = For each theme and each stance taken on it, one opinion is quoted: among those of at least { $min } characters (where there is none, among all with words), that of the channel least quoted so far, and the earliest of that channel. The same words are quoted once; beyond { $max } characters they are cut, and the cut is marked […]. So every stance is heard, however few took it: the number of quotes says nothing of its weight. Opinions are quoted as they were written.

report-moderation = Moderation
report-moderation-none = No moderation has taken place yet: all opinions received are counted, and nobody has read the quotes over. Read them before passing them on.
report-method = Method and data
report-method-frozen = Each figure is counted by the database and can be recomputed from the data file kept with this report. None is estimated, weighted or written by a program. The hash below is that file’s: the command “belvedere-server report verify” counts it all again.
report-method-live = Each figure is counted by the database at the instant given and can be recomputed from the data file. None is estimated, weighted or written by a program. This report changes until it is frozen.
report-method-days = The day of an opinion is that on which it was given, by the device’s clock and in universal time; numbers follow the order of reception. Percentages are rounded to whole numbers.
report-method-public = This document is for staff and officials. The tables may be published as they are; the map, the places, the quotes and the data file only once the opinions are moderated. The data file holds no receipt and no id of a visit or device.
report-fact = Item
report-value = Value
report-unprintable = A sign that the fonts of this document lack (an emoji, say) is replaced by “□”; the data file has it.
report-fact-made-at = Figures as of
report-fact-data = SHA-256 of the data file
report-fact-threshold = Threshold of small numbers
report-fact-exhibit = Revision of the exhibit
report-fact-no-exhibit = no exhibit published
report-fact-published-at = Exhibit published on
report-fact-placement = Placement of the scene
report-fact-model = Model “{ $variant }”, SHA-256
report-placement = { $crs }, stated accuracy { $accuracy } m
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

report-month-1 = January
report-month-2 = February
report-month-3 = March
report-month-4 = April
report-month-5 = May
report-month-6 = June
report-month-7 = July
report-month-8 = August
report-month-9 = September
report-month-10 = October
report-month-11 = November
report-month-12 = December

report-frozen-list = Frozen reports
report-frozen-none = No report has been frozen yet.
report-freeze = Freeze the report
report-freeze-hint = A frozen report never changes: its PDF and its data file are kept with their hash.
report-download-pdf = PDF
report-download-data = Data (JSON)
report-download-csv = Spreadsheet (CSV)
report-frozen-line = Report no. { $number }, frozen on { $at }
report-map-alone = Map

report-csv-number = number
report-csv-day = day
report-csv-channel = channel
report-csv-stance = stance
report-csv-stance-name = stance in words
report-csv-theme = theme
report-csv-variant = variant
report-csv-text = text
report-csv-easting = easting (m)
report-csv-northing = northing (m)
report-csv-crs = coordinate system
report-csv-object = object pointed at
report-csv-made-up = made up
report-csv-yes = yes
report-csv-no = no
