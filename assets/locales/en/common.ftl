# Words that every part of the interface uses.

app-name = Belvédère

stance-against-strongly = Strongly against
stance-against = Rather against
stance-neutral = In two minds
stance-for = Rather for
stance-for-strongly = Strongly for

channel-kiosk = Kiosk
channel-vr = Headset
channel-web = Web
channel-paper = Paper
channel-mediator = With a mediator

certainty-existing = Existing
certainty-decided = Decided
certainty-option = Option under study
certainty-illustration = Illustration

theme-none = The project as a whole
not-contractual = Illustration, not contractual
made-up = Made-up opinion

role-mediator = Mediator
role-planner = Planner
role-moderator = Moderator
role-official = Official
role-administrator = Administrator

opinion-refused-other-consultation = This opinion answers another consultation.
opinion-refused-not-open = The consultation was not open when this opinion was given.
opinion-refused-unknown-theme = The theme is not one of this consultation’s.
opinion-refused-answer-does-not-fit = An answer does not fit its question.
opinion-refused-text-too-long = The text is longer than 4,000 characters: please shorten it.
opinion-refused-text-not-showable = The text holds characters that cannot be shown.
opinion-refused-place-not-finite = The place or the view of this opinion is not a place.
opinion-refused-unreadable = This opinion cannot be read: something is missing or malformed in it.
