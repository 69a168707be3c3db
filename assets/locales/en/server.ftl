# What the server answers when something is wrong. The page says the title and the detail, then the way on.

problem-way-on = Back to the home page

problem-bad-request = Unreadable request
problem-bad-request-detail = The request cannot be read. Reload the page and try again.
problem-not-logged-in = Please log in
problem-not-logged-in-detail = Log in to go on.
problem-not-allowed = Not allowed
problem-not-allowed-detail = Your role does not allow this. Ask your territory’s administrator.
problem-not-found = Not found
problem-not-found-detail = There is nothing at this address, or it is no longer there.
problem-method-not-allowed = Not possible here
problem-method-not-allowed-detail = This address exists, but this cannot be done with it.
problem-conflict = Not possible at the moment
problem-conflict-detail = The present state of the data does not allow it. Reload the page to see where it stands.
problem-locked = Busy just now
problem-locked-detail = Another request is at work on it. Wait a little, then try again.
problem-too-large = Too large
problem-too-large-detail = What was sent is larger than what is accepted.
problem-unsupported-media-type = Format not accepted
problem-unsupported-media-type-detail = What was sent is in no format that this address accepts.
problem-range-not-satisfiable = Outside the file
problem-range-not-satisfiable-detail = The part asked for lies outside the file.
problem-not-processable = Incomplete or contradictory request
problem-not-processable-detail = The request can be read, but its content does not fit.
problem-too-many = Too many requests
problem-too-many-detail = Too many requests in a short time. Wait a little, then try again.
problem-unavailable = Not available at the moment
problem-unavailable-detail = The server is not available at the moment. Try again in a few minutes.
problem-internal = Server error
problem-internal-detail = The server could not answer; the error is in its log. Try again in a few minutes.

problem-too-many-opinions = At most { $max } opinions can be sent at once.
problem-receipt-miscopied = This is no receipt’s code: a letter or a digit was probably miscopied. A code has twelve letters and digits.
opinion-refused-receipt-taken = The receipt of this opinion is already that of another opinion.
opinion-refused-not-a-residents = This opinion claims to be entered by staff, or to be made up: such an opinion is not received at this address.
