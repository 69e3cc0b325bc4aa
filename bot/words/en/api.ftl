# Pages and API
channel-api = by a program
channel-tracker = tracker
team-choice = { $far } · { $position } · { $state }
distance-unknown = distance unknown
choice-free = Free the team
case-choice = #{ $number } { $item }
case-choice-note = { $far } · { $place } · { $state }
sure-first = #{ $number } { $move_word }: that is not easily undone. If you are sure, do it again.
no-such-address = There is nothing at this address; see /api/openapi.json for those that there are.
no-such-move = There is no move "{ $name }"; see the moves of the case.
picture-undrawn = This picture is too large for a preview; open it in the chat.
no-such-picture = There is no such picture, or it has not been fetched yet.
only-for-yourself = On the page you act for yourself only; leave out "by".
by-a-captain = A program says for which captain it acts: "by" is the user id of a captain of this district.
