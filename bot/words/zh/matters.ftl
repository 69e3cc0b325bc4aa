# 需要你处理：等值班长的事
matters = { $count ->
        [one] <b>需要你处理</b>
       *[other] <b>需要你处理：{ $count } 件</b>
    }
    { $lines }
    { $more }
matters-more = 还有 { $count } 件
matters-none = ✓ 现在没有需要你处理的事。
matters-over = 你已下班，需要值班长处理的事会发给在岗的值班长。
matter-line = { $mark } { $head }：{ $said }{ $by }
matter-late = （补发提醒）{ $said }
matter-by = （{ $name } 来处理）
matter-in-group = ‼️ { $line }
matter-head = <b>#{ $number }</b> { $item }{ $team }{ $place }
matter-head-silent = 没有应答，有应答前不派
matter-head-confirm = { $count ->
        [one] 1 件已办好，请确认
       *[other] { $count } 件已办好，请确认
    }
matter-team = {" · "}{ $team }
matter-place = {" · "}{ $place }
matter-number = #{ $number }
matter-mark-lost = 🔴
matter-mark-critical = 🔴
matter-mark-waits = 🟠
matter-mark-late = ⏰
matter-mark-look = 👁
matter-nobody = 没有可派的队伍（{ $counts }）
matter-nowhere = 缺位置，请补位置或手动派队
matter-no-teams = 还没有队伍，请发 /team new 建队
matter-suggest = 派哪一队？60 秒不选派最近的
matter-pull = 要增援，没有空闲队伍，抽调哪一队？
matter-critical = 紧急
matter-danger = 没人回答有没有人有危险（“{ $words }”）
matter-hold = 队伍请求挂起 { MINUTES($minutes) }{ $why }
matter-resume = 队伍请求恢复处置
matter-backup = 要增援，没有空闲队伍
matter-waive = 队伍拍不了“{ $piece }”
matter-transfer = 队伍请求转办给{ $department }
matter-unsafe = { $team } 退单：不安全{ $why }
matter-alike = 有照片和 #{ $other } 的相同
matter-arrive = 队伍还没到场
matter-overdue = { $at } 起超时
matter-untouched = 半小时没人动过
matter-due = 该问{ $department }的结果了
matter-silent = { $team }（{ $at } 起）
matter-hidden = 已收起
matter-taken = #{ $number } 由你处理，{ MINUTES($minutes) }内不再提醒。
matter-taken-already = { $by } 已在处理 #{ $number }。
button-matter = { $does }
button-matter-first = #{ $number } { $does }
button-matters-more = 还有 { $count } 件…
matter-do-seen = 我来
matter-do-hide = 知道了
matter-do-relocate = 📍 补位置
matter-do-assign = 派队…
matter-do-cancel = 作废
matter-do-backup = 增援
matter-do-hold = 挂起
matter-do-resume = 恢复
matter-do-waive = 免掉
matter-do-transfer = 转办
matter-do-no = 不同意
matter-do-get-it = 不行，要拍
matter-do-compare = 处置前后
matter-do-send-back = 退回
matter-do-answered = 已答复
matter-do-returned = 被退回
matter-do-confirm-all = 逐件确认…
matter-do-danger-yes = 有危险
matter-do-danger-no = 没危险
matter-do-team = { $team }
matter-do-team-doubt = { $team } { $doubt }
matter-do-pull = 抽{ $team }
wish-refused = 已告诉队伍：#{ $number } 不同意。
no-hold = #{ $number } { $item } { $place }：{ $by } 不同意挂起，请继续处置。
no-resume = #{ $number } { $item } { $place }：{ $by } 不同意恢复，先继续挂起。
no-waive = #{ $number } { $item } { $place }：{ $by } 说不行，请补拍“{ $piece }”发来。
no-transfer = #{ $number } { $item } { $place }：{ $by } 不同意转办，请继续处置。
