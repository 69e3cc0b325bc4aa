state-errand-asked = asked for
state-errand-given = on its way
state-errand-brought = brought
state-errand-dropped = dropped
move-errand-ask = ask for
move-errand-give = give to a team
move-errand-bring = bring
move-errand-drop = drop
topics-kind-errand = Errands
is-of-errand = #{ $number } is an errand: use /bring_{ $number }.
no-such-errand = #{ $number } is no errand.
errand-asked = Errand #{ $number } is asked for.
errand-stands = Errand #{ $number }: { $state }
errand-card = 🛒 #{ $number } { $what } · { $state } · { $who }
errand-forgotten = Nobody fetches #{ $number }: { $what }
case-errand =
    Errand #{ $number }: { $what } · { $state } · { $who }
    { $lines }
shift-line-errand = #{ $number } errand { $what } · { $state } · { $who }
button-errand-bring = Brought
help-errand = something is to be fetched
help-give = give an errand to a team
help-bring = the errand is done
help-drop = leave an errand
