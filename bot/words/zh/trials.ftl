# 开设最后一步：演练
trial-line-team = ▫️ 完整演练一次：先建队伍(/team new 队名)
trial-line-base = ▫️ 完整演练一次：先给{ $team }设驻点(/team base { $team })
trial-line-ready = ❓ 完整演练一次，值班长一人就行，不计数：点“开始演练”
trial-line-runs = ⏳ 演练 #{ $number }：{ $name } 正在私聊里操作，{ $until } 自动结束
trial-line-over = ❓ 演练 #{ $number } 没走完就结束了：点“开始演练”
trial-line-done = ✅ 演练 #{ $number } 已走完
setup-next-base = 用 /team base { $team } 给{ $team }设驻点。
setup-next-trial = 点下面的“开始演练”。
setup-next-trial-runs = { $name } 在私聊里做完演练 #{ $number }。
button-trial-begin = 开始演练
trial-in-private = 演练在你的私聊里。
trial-wants-private = { $name }，演练在私聊里进行：先打开私聊，再点“开始演练”。
trial-first-team = 先建队伍：/team new 队名。
trial-first-base = 先给{ $team }设驻点：/team base { $team }。
trial-first-free = 有驻点的队伍现在都有事，等有队空闲再开始演练。
trial-runs = { $name } 正在做演练 #{ $number }，到 { $until }；之后再开始你的。
trial-of-another = 演练 #{ $number } 只由 { $name } 操作。
trial-elsewhere = 演练 #{ $number } 已往下走，请点最新一条消息的按钮。
trial-is-over = 演练 #{ $number } 已结束。
trial-card =
    🧪 <b>演练</b> #{ $number } · 不派人，不计数
    进度：{ $state } · { $team } · { $name } 一人扮演各方
trial-step-dispatched =
    🧪 <b>演练</b> #{ $number } · 各方都由你扮演，卡片在群里
    现在你是{ $team }，收到派单：一辆单车横在菜场门口。
    点“接单”。
trial-step-accepted =
    🧪 <b>演练</b> #{ $number } · 已接单，卡片上已显示
    你是{ $team }，在路上。真实事件里，共享了位置的队伍会自动算到场。
    点“到场”。
trial-step-on-scene =
    🧪 <b>演练</b> #{ $number } · { $team } 已到场
    真实事件里，这时要拍处置前后的照片，卡片会计数；演练不用拍。
    点“办结”。
trial-team-done = 🧪 <b>演练</b> #{ $number } · { $team } 已完成，接着看下面
trial-step-resolved =
    🧪 <b>演练</b> #{ $number } · 现在你是上报人
    { $team } 说处理好了。真实事件里，上报人看过后确认，或者退回。
    点“确认结案”。
trial-step-closed =
    🧪 <b>演练</b> #{ $number } · ✅ 已结案，一件事的全程就是这样
    下一步：{ $next }
trial-step-stopped =
    🧪 <b>演练</b> #{ $number } · 没走完就结束了，什么都不留
    想再来一次，点“开始演练”。
is-of-trial = #{ $number } 是演练，只能点私聊里最新一条消息的按钮。
case-trial =
    🧪 <b>演练</b> #{ $number } · { $state }
    { $reported } 由 { $name } 开始，一人扮演{ $team }和上报人
    { $until } 自动结束，不计入任何数字
state-stopped = 提前结束
move-begin = 开始
move-stop = 提前结束
screen-trial = 演练 #{ $n } · { $team } · { $state } · 到 { $until }
