# Bodies, their officers and approvers
role-officer = officer
role-approver = approver
officers-do-visits = Officers and approvers do visits, the patrol does cases. What you can use: /help
officers-only = This command is for officers and approvers of bodies.
officer-how = An officer: /enrol officer BODY CERTIFICATE END, as in /enrol officer fire A-123 2027-06-30. An approver: /enrol approver BODY DEED (the head of the body: head).
officer-wants-body = Name the body: /enrol officer fire A-123 2027-06-30
officer-wants-until = Say when the certificate ends, as year-month-day: /enrol officer fire A-123 2027-06-30
officer-wants-certificate = Write the certificate's number ({ $most } { $most ->
        [one] letter
       *[other] letters
    } at most) after the body, then its end: /enrol officer fire A-123 2027-06-30
approver-wants-deed = Say by what they approve: head for the head of the body, else the deed that deputises them ({ $most } { $most ->
        [one] letter
       *[other] letters
    } at most): /enrol approver fire Deed 5/2026
officer-unknown-name = The bot does not know { $name }. Send it again without the name, and forward the link to them.
officer-certificate = certificate { $certificate } until { $until }
officer-approves-head = approver (head of the body)
officer-approves-deed = approver (deputised in writing: { $deed })
officer-enrolled = { $name } is enrolled: { $body }, { $what }.
officer-known = { $name } is enrolled like this already: { $body }, { $what }.
officer-link =
    { $district }: forward this to the person of { $body }; opening it enrols them:
    { $url }
    It works once, within { HOURS($hours) }; whoever opens it first is enrolled, and you are told who.
officer-link-sent = The link was sent to you in private; forward it to them.
officer-link-unknown = There is no such link. Ask the captain who sent it for a new one.
officer-link-used = Somebody has used this link already. Ask the captain who sent it for a new one.
officer-link-over = This link is over (it lasts { HOURS($hours) }). Ask the captain who sent it for a new one.
officer-link-own = You made this link yourself: forward it to them, and let them open it.
officer-link-opened = { $name } ({ $username }) opened the link: { $body }, { $what }. If that is somebody else, send /dismiss { $username }
officer-welcome = { $name }, you are enrolled in { $district }: { $body }, { $what }. What you can use: /help. What is stored: /privacy
start-officer =
    { $name }, this private chat is linked ({ $district }).
    { $lines }
    What you can use: /help
officer-line = { $body }, { $what }
officer-not-found = No officer or approver is called { $name }: see /officers. For the patrol, reply to their message with /dismiss.
officer-several = Several are called { $name }; write the id: { $ids }
officer-dismissed = { $name } is no officer and no approver any more.
sure-dismiss-officer = Shall { $name } be no officer and no approver any more? They would have to be enrolled anew.
officers-list =
    Officers and approvers:
    { $lines }
officers-none = No officers yet. To enrol one: /enrol officer BODY CERTIFICATE END
officers-body = <b>{ $body }</b> ({ $count ->
        [one] { $count } person
       *[other] { $count } people
    })
officers-line-over = ❌ { $number } over since { $until } { $name }{ $approves }
officers-line-soon = ⚠️ { $number } ends soon, { $until } { $name }{ $approves }
officers-line-good = { $number } until { $until } { $name }{ $approves }
officers-line-none = { $name }{ $approves }, no certificate
officer-also-head = {" "}· approver (head)
officer-also-deed = {" "}· approver (deputised in writing: { $deed })
delegation-word-delegate = delegate, lend
delegation-word-withdraw = withdraw, revoke
delegation-word-until = until, till, to
delegations-head = <b>Delegated powers</b>
delegation-line = { $from } → { $to }: { $deed }, from { $since }{ $until }{ $items }
delegation-items = {" "}· only { $items }
delegation-entered = Entered: { $line }
delegation-known = It is entered like this already: { $line }
delegation-withdrawn = Withdrawn: { $deed }. It lends nothing from today on; what was answered by it stays.
delegation-how = Write whose power, to whom, by which deed, until when: /officers delegate market fire Order 7/2026 2027-12-31. For some items only, add their codes: SS07 SS08
delegation-how-withdraw = Write the deed: /officers withdraw Order 7/2026
delegation-deed-long = Shorten what names the deed: { $most } { $most ->
        [one] letter
       *[other] letters
    } at most.
delegation-same-body = { $body } has its own powers; name another body.
delegation-ends-before = { $day } is past or before it begins; write a later end.
delegation-no-item = { $item } is no item of { $body } on any list; /lists shows their codes.
delegation-many-items = Name { $most } { $most ->
        [one] item
       *[other] items
    } at most, or none for all of them.
delegation-many = This district has { $most } { $most ->
        [one] delegation
       *[other] delegations
    } already. Withdraw one first: /officers withdraw DEED
delegation-unknown = No delegation in force rests on { $deed }. Write one of these deeds: { $deeds }
delegation-none = No delegation is in force, so none rests on { $deed }: see /officers.
file-wants-item = Line { $line }: { $item } is no item; write LIST/ITEM, such as street_shop/SS07.
delegation-until = {" "}until { $day }
certificate-soon-yours = { $name }, your certificate ({ $body }) ends in { DAYS($days) }: its last day is { $until }. Renew it, and ask a captain to enter the new number.
certificate-soon = The certificate of { $name } ({ $body }) ends in { DAYS($days) }: its last day is { $until }. Once it is renewed, enter it by /enrol officer.
certificate-over-yours = { $name }, your certificate ({ $body }) ended on { $until }: you may answer no items until a captain has entered a new one.
certificate-over = The certificate of { $name } ({ $body }) ended on { $until }: they may answer no items. Once it is renewed, enter it by /enrol officer.
help-officers = officers, their certificates, delegated powers
officer-word-head = head, head of the body
file-officer-twice = Line { $line }: { $person } stands twice in { $body }; delete one.
file-wants-day = Line { $line }: { $field } must be a day, year-month-day, such as 2027-06-30.
file-wants-short = Line { $line }: { $field } is too long; { $most } { $most ->
        [one] letter
       *[other] letters
    } at most.
file-ends-before = Line { $line }: { $field } is before the day on which it begins.
import-new-officer = + { $body }: { $name }
import-officer = ~ { $body }: { $name }
import-officer-gone = - { $body }: { $name }
import-delegations = ~ { $changed ->
        [one] { $changed } delegation
       *[other] { $changed } delegations
    } of powers, { $gone } gone
screen-officers = Officers
screen-officers-none = No officers yet.
screen-officers-sent = The link was sent to you in private; forward it to them.
screen-officers-sure = Shall { $name } be no officer and no approver any more?
screen-officers-role = Role
screen-officers-as-officer = Officer
screen-officers-as-approver = Approver
screen-officers-body = Body
screen-officers-certificate = Certificate
screen-officers-until = Ends on
screen-officers-deed = Deed (head of the body: head)
screen-officers-person = @name (empty: a link to forward)
screen-officers-add = Enrol
screen-officers-head = head
screen-officers-dismiss = End
screen-officers-of-certificate = Certificate
screen-officers-of-until = Ends on
screen-officers-of-name = Name
screen-officers-of-body = Body
screen-officers-of-approves = Approves by
screen-officers-of-end = End it
screen-officers-delegations = Delegated powers
screen-officers-from = Whose power
screen-officers-to = Lent to
screen-officers-published = Published as (number)
screen-officers-items = Only these items (empty: all)
screen-officers-delegate = Enter
screen-officers-withdraw = Withdraw
screen-officers-withdraw-sure = Withdraw { $deed }? It lends nothing from today on.
