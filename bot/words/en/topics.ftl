# Topics of a group that is a forum
help-topic = give a kind of messages a topic of its own
topics =
    What comes where:
    { $lines }
    Send for example /topic incident inside a topic, or tap there; /topic incident off takes it back.
topics-line = { $kind }: { $place }
topics-place = the topic { $url }
topics-own = a topic of their own
topics-main = the main topic
topics-set = { $kind } come to { $place } from now on.
topics-same = { $kind } come to { $place } already.
topics-told = { $by } changed where { $kind } come from now on: { $place }
topics-lost = The topic of { $kinds } was closed or deleted: they come to the main one now; to change that, send /topic inside another topic.
topics-which = There is no kind of messages "{ $what }"; use one of { $kinds }.
topics-how = "{ $what }" says nothing here; send /topic { $kind } inside a topic, or /topic { $kind } off.
topics-in-the-topic = Send /topic { $kind } in the group, inside the topic that is meant.
topics-no-forum = This group has no topics; turn them on in the settings of the group, then send it again inside a topic.
topics-general = This is the main topic, where everything comes that has none of its own; send /topic { $kind } inside another topic, or /topic { $kind } off.
topics-kind-incident = Cases
topics-kind-sos = Calls for help
topics-kind-board = The list of open cases
topics-kind-reports = Reports of the morning and of shifts
topics-kind-handover = Handovers
topics-kind-roster = Roster and swaps
topics-kind-notice = Notices
button-topic-here = Here: { $kind }
button-topic-off = Main topic: { $kind }
board-moved = 📋 The list of open cases: see { $place }
report-taken-there = #{ $number } Taken, its card is in { $place }
check-forum = ▫️ Optional: this group has topics, and everything comes to the main one; /topic inside another one sends some of it there
check-forum-set = ✅ Kinds of messages with a topic of their own: { $count } (/topic shows them)
check-forum-closed = ▫️ Optional: I may not manage topics, so what belongs to a closed one comes to the main one; allow it, then press Look again
