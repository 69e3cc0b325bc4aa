# The welfare check
welfare-ask = 🛟 All well at #{ $number }? Tap, or write anything; I ask again in a minute.
welfare-ask-critical = 🛟 All well at #{ $number }? Tap, or write anything. Without an answer in a minute help is called.
welfare-again = 🛟 Again: all well at #{ $number }? Without an answer in a minute the captain calls you.
welfare-captain = 🛟 #{ $number } { $team } has given no sign of life for { MINUTES($minutes) }, and no answer to two questions. Call them: { $names }. Reached? Tap, or /well { $team }. Without an answer in 3 minutes help is called.
welfare-answered = 🛟 { $team } gives a sign of life: { $name }.
welfare-noted = 🛟 Noted: { $team } is well.
welfare-not-yours = That question is for { $team }, or a captain who has reached them.
button-all-well = All well
help-well = all is well with your team, or with a team that a captain heard by radio
welfare-which-team = You are in no team; write which one is well, as in /well TEAM.
