# The kiosk: what the person walking through the scene sees.

give-opinion = Give my opinion
viewpoints = Viewpoints
take-me-back = Back to the start
turn-left = Turn left
turn-right = Turn right
cancel = Cancel

published-on = version of { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

unsent = { $count ->
    [one] { $count } opinion being sent
   *[other] { $count } opinions being sent
}
unsent-offline = { $count ->
    [one] { $count } opinion kept here until the network is back
   *[other] { $count } opinions kept here until the network is back
}
offline = No network

walk-hint = Touch the ground to go there. Drag to look around. On the keyboard: the arrows.
walk-no-way = There is no way to walk there: touch the ground, nearer to you.
walk-not-open = The consultation is not open today: you can look around, but not give an opinion.

choose-place = Touch the place you want to talk about
aim-ahead = Aim straight ahead
place-chosen = Is this the place?
place-named = Is this the place: { $name }?
confirm-place = Yes, here
the-place-shown = The place shown

my-opinion = My opinion
change-place = Change the place
stance-question = What do you think?
theme-question = What is it about? (optional)
text-question = In your own words (optional)
text-hint = Touch here, then write on the keyboard.
characters-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
what-is-kept = Anonymous opinion: do not write your name. The town hall keeps the place, your answer and your words to prepare its decision.
more-below = See what follows
back-up = Back to the top
send = Send
problem-no-stance = First choose one of the five faces: it says whether you are for or against.
problem-disk = Your opinion could not be saved on this kiosk. It is not lost: try again, or call the person who welcomes you.

thanks = Thank you!
thanks-safe = Your opinion is saved. Here is its code:
receipt-use = Write this code down or take a picture of it: with it you can follow your opinion, and the reply to it, or withdraw it.
another-opinion = Give another opinion
finish = Finish

loading-asking = Looking for the exhibit…
loading-progress = The exhibit is on its way: { $here } MB of { $all }.
loading-preparing = Preparing the scene…
loading-no-server = The server does not answer. The kiosk tries again by itself; check the cable or the Wi-Fi.
loading-no-exhibit = No exhibit is published yet. It will open here as soon as one is.
loading-which-consultation = This server holds several consultations: start the kiosk again and name its own with --consultation.
loading-bad-answer = The server’s answer is not right. The kiosk tries again by itself; if this goes on, tell the person in charge.
loading-disk = The kiosk’s disk is full or refuses to write. Free some space: the kiosk tries again by itself.

problem-title = The scene cannot be shown
problem-scene = The files of this variant cannot be read. Choose another one, or tell the person who welcomes you.
retry = Continue

# At the start, in the terminal.
start-no-data-folder = The kiosk does not know where to keep its data: name a folder with --data-dir.
start-data-folder = The data folder { $what } cannot be used ({ $why }). Name another with --data-dir.
start-exhibit = This exhibit cannot be shown: { $why }. Name with --exhibit a folder that holds manifest.json and blobs.
start-nothing = There is nothing to show: no exhibit is kept here. Name a server with --server, or a folder with --exhibit.
start-spoilt = The exhibit kept here cannot be shown ({ $why }). Name a server with --server: the kiosk will fetch it again.
start-no-display = There is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY). On a machine without one, Xvfb gives one.
start-script-file = The script { $what } cannot be read: { $why }.
start-script = The script { $what } has an error, { $why }.
