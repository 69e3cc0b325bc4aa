state-errand-asked = 待分派
state-errand-given = 在路上
state-errand-brought = 已送到
state-errand-dropped = 已放弃
move-errand-ask = 提出跑腿
move-errand-give = 交给队伍
move-errand-bring = 送到
move-errand-drop = 放弃
topics-kind-errand = 跑腿
is-of-errand = #{ $number } 是跑腿，请用 /bring_{ $number }。
no-such-errand = #{ $number } 不是跑腿。
errand-asked = 跑腿 #{ $number } 已记下。
errand-stands = 跑腿 #{ $number }：{ $state }
errand-card = 🛒 #{ $number } { $what } · { $state } · { $who }
errand-forgotten = 跑腿 #{ $number } 没人去：{ $what }
case-errand =
    跑腿 #{ $number }：{ $what } · { $state } · { $who }
    { $lines }
shift-line-errand = #{ $number } 跑腿 { $what } · { $state } · { $who }
button-errand-bring = 已送到
help-errand = 需要取东西
help-give = 把跑腿交给队伍
help-bring = 跑腿办完了
help-drop = 放弃跑腿
