# People and set-up
setup-in-group = Send /setup in the district's group.
ask-an-owner = This group is not set up; ask an owner of this bot to send /setup here (owner ids { $owners }).
setup-done =
    { $district } is ready, { $people } { $people ->
        [one] person
       *[other] people
    }
    { $lines }
    Next: { $next }
setup-below = The list of what is set up stands below.
setup-next-teams = make a team with /team new NAME.
setup-next-people = reply to each member's message with /enrol.
setup-next-duty = members send /duty; after that, a location is a report.
country-which = ❓ Which country is this? Press it below, or write /setup and its name
country-known = ✅ { $country }, emergency { $numbers }, time zone { $zone }
country-known-only = ✅ { $country }, time zone { $zone }
country-dial = ❓ What number do people dial in an emergency? Write /setup and the number
country-zone = ❓ Is the time zone right? Press it below, or write /setup and its name, such as Europe/Dublin
country-told =
    { $lines }
    /setup shows the rest.
country-unknown = “{ $said }” is no country that I know; write its name or its two letters, such as IE.
country-first = Which country is it? Write /setup and its name first, then the number.
country-numbers-known = People dial { $numbers } there; that stays.
country-numbers-long = That is more than { $most ->
    [one] one character
   *[other] { $most } characters
}: write only the numbers that people dial in an emergency.
button-country = { $name }
check-pin-yes = ✅ I am an admin and may pin
check-pin-no = ❌ Make me an admin with the right to pin messages, then press Look again
check-sees-all = ✅ I see locations and photos here
check-privacy = ❌ Privacy mode hides locations and photos from me: make me an admin, then press Look again
check-teams = ✅ { $count } { $count ->
        [one] team
       *[other] teams
    }
check-no-teams = ❌ No teams yet (send /team new NAME)
check-members = ✅ { $count } { $count ->
        [one] member
       *[other] members
    }
check-no-members = ❌ No member yet (reply to somebody's message with /enrol)
check-no-base = ❌ Without a base: { $teams } (use /team base NAME)
check-no-private = ❌ { $count } { $count ->
        [one] person has
       *[other] people have
    } no private chat with me: { $names }. They press Open a private chat
button-setup-again = Look again
button-open-private = Open a private chat
enrol-whom = Register members in the group: reply to their message with /enrol. Register people of bodies here, and forward the link to them: /enrol officer BODY CERTIFICATE UNTIL, or /enrol approver BODY DEED (head for its head).
reply-to-a-person = Reply to that person's message with /{ $command }.
not-a-bot = A bot cannot be enrolled; reply to a person's message.
no-such-role = There is no role "{ $role }"; use one of { $roles }.
enrolled = { $name } is enrolled as { $role }.
enrol-sure-gives-back = { $name } alone holds a case for the team. Viewers only look. Go on? It is handed back and another team is looked for: { $numbers }
enrolled-until = { $name } is enrolled as { $role } until { $until }.
enrolled-which-team = { $name } is enrolled as { $role }. Which team?
role-without-end = { $name } is { $role } without an end already; no time is needed.
term-over = { $name }, your time as { $role } is over; your other roles stay.
term-over-and-gone = { $name }, your time as { $role } is over; you are no longer registered in this district.
term-over-of = The time of { $name } as { $role } is over.
not-a-member-here = That person is not registered in this district.
sure-dismiss = Remove { $name } from this district? They can report nothing and get no orders then; /enrol brings them back.
sure-team-remove = Take { $name } out of their team? They get no orders then; /team add puts them back.
sure-team-remove-gives-back = Take { $name } out of their team? They get no orders then. They alone hold a case for it; it is handed back and another team is looked for: { $numbers }
sure-dismiss-gives-back = Remove { $name } from this district? They can report nothing and get no orders then. They alone hold a case for the team; it is handed back and another team is looked for: { $numbers }
dismissed = { $name } is removed.
dismissed-given-back = { $name } is removed. Handed back, another team is looked for: { $numbers }
person-left = { $name } left the group and is off duty; what they held is handed back.
person-left-given-back = { $name } left the group and is off duty. Handed back, another team is looked for: { $numbers }
person-gone-given-back = { $name } is registered here no longer. Handed back, another team is looked for: { $numbers }
last-captain = { $name } is the only captain here; first make another one: reply to their message with /enrol captain.
no-captain-left = ⚠️ { $district } has no captain any more ({ $name } is gone); { $count } { $count ->
        [one] case is
       *[other] cases are
    } open. An owner sends /setup in the group and is captain there; then reply to a person's message with /enrol captain.
start-outsider = Hello. This is the street patrol. Your id is { $id }. Ask a captain to reply to your message in the group with /enrol, then come back and send /start.
start-nobody-owns = Hello. Your id is { $id }. This bot has no owner yet: whoever runs it writes PATROL_OWNER_IDS={ $id } into the file .env beside the program and starts it again. Then you can make a group a district with /setup.
start-several = { $name }, this private chat is linked ({ $districts }). Orders and reminders come here; where it matters, reply to the message that you mean.
start-captain =
    { $name }, captain of { $district }: this private chat is linked.
    Who sees a problem sends its location; the nearest free team is sent, and whoever is late is reminded.
    You hear of what stays open, and you send, hold, confirm, void: /help has the commands.
    Begin with these:
start-member =
    { $name }, this private chat is linked ({ $district }).
    A location that you send is a report: it gets its number at once and the nearest team is sent.
    Orders, reminders and questions come here, each with its buttons.
    Begin with these; /help has the rest:
start-viewer =
    { $name }, this private chat is linked ({ $district }).
    You may look at everything and change nothing: /help has the commands.
start-live-how = Tap the paper clip, Location, Share my live location, 8 hours: then the nearest team is really the nearest. Only while you are on duty is it kept.
start-enrol-how = In the group, reply to a message of that person with /enrol (or /enrol captain, /enrol auxiliary, /enrol viewer; 2h at the end for two hours).
button-board = Open cases
button-who-is-on = Who is on
button-enrol = Enrol people
button-share-live = Share my live location
button-report = Report something
start-owner = Hello. You own this bot. Add me to the group of the patrol as an admin who may pin messages, and send /setup there.
start-in-private = Open our private chat below and send /start there.
anonymous-admin = You write anonymously and I cannot know you. Turn that off, or write in private.
forwarded-command = A forwarded command is not carried out; write it yourself.
unknown-command = There is no /{ $name }; see /help.
unknown-command-near = There is no /{ $name }; did you mean /{ $near }?
figures-where = There is no /{ $name } yet: today's figures are in the command centre (/dashboard sends you the link), yesterday's come every morning in private.
help =
    You may use:
    { $lines }
help-pin = A location is a report.
help-in-group =
    You may use:
    { $lines }
    Open the private chat below and send /help there to see how; orders and reminders come there too.
help-line = /{ $name } { $usage } — { $what }
help-overview =
    You may use:
    { $lines }
    Tap a heading to see how. { $pin }
help-about =
    { $lines }
help-short = <b>{ $topic }</b> { $names }
help-heading = <b>{ $topic }</b>
button-help-all = ‹ All
topic-shift = Shift
topic-report = Report
topic-case = My case
topic-safety = Safety
topic-handbook = Handbook
topic-looks = Look
topic-command = Command
topic-people = People and teams
topic-settings = Settings
role-captain = captain
role-member = member
role-auxiliary = auxiliary
role-mediator = mediator
role-viewer = viewer
help-start = link the private chat
help-help = what you may use
help-setup = set this group up or check it
help-enrol = register a person (reply to a message)
help-dismiss = remove a person (reply to a message)
help-duty = go on duty
help-off = go off duty
help-break = take a break
help-back = come back
help-teams = see the teams
help-team = make and change teams
help-report = report in words
help-case = all about one case
help-history = every step of one case
help-board = see the open cases
help-assign = send or reassign a team
help-accept = accept an order
help-decline = decline an order
help-arrived = arrived on scene
help-done = finish a case
help-confirm = confirm a finished case
help-sendback = send a finished case back
help-hold = put on hold (a member's asks the captain)
help-resume = resume (a member's asks the captain)
help-backup = ask for backup
help-relocate = change the place
help-item = change the item
help-priority = change the severity
help-waive = waive a piece of evidence
help-release = take the case off its team
help-cancel = void
help-merge = merge into another case
help-transfer = transfer to a department
help-answered = the department answered
help-returned = the department returned it
help-reopen = open again
lately-line = ✏️ { $at } { $by }: { $what }
blank-country = COUNTRY
blank-minutes = MINUTES
blank-text = TEXT
blank-team = TEAM
blank-person = PERSON
blank-word = WORD
blank-notes = NOTES
blank-note = NOTE
blank-place = PLACE
blank-what = WHAT
blank-source = SOURCE
blank-number = NUMBER
blank-reason = REASON
blank-outcome = OUTCOME
blank-item = ITEM
blank-severity = SEVERITY
blank-piece = PIECE
blank-department = DEPARTMENT
blank-of = OF
blank-name = NAME
blank-url = ADDRESS
