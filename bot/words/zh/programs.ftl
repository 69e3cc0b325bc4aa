# 其他系统的程序
help-apikey = 让其他系统上报；单发：查看、停用密钥(私聊)
program-key =
    { $name } 在 { $district } 的密钥(只显示这一次，谁拿到谁就能上报)：{ $secret }
    地址：{ $url }
    对方这样发：curl -X POST { $url }/cases -H "Authorization: Bearer 密钥" --json "@case.json"，case.json 里写 point、words、item、source_ref。
    停用发 /apikey。
# 不算系统名字的词：单发一个就是要看密钥
programs-no-names = 列表, 停用, 查看, 关闭, 帮助
program-name = 请写上对方系统的名字，例如 /apikey 12345热线
program-name-taken = { $name } 已有密钥。换个名字，或先停用它的：/apikey
programs-too-many = 已有 { $most } 个密钥。先停用一个不用的(/apikey)，再发一次。
programs-none =
    没有其他系统有密钥。发 /apikey 名字 生成，例如 /apikey 12345热线
    { $lines }
programs-list =
    { $count } 个系统有密钥。再加一个：/apikey 名字
    { $lines }
program-line = 🔑 { $name } · { $by } { $at } 生成 · { $used }
program-line-ended = ⛔ { $name } · { $by } { $at } 停用({ $made_by } 生成)
program-used = 最近 { $at } 用过 · 今天 { $count } 件
program-unused = 还没用过
button-program-end = 停用 { $name }
sure-program-end = 停用 { $name } 的密钥？以后它不能再上报和查看；已上报的事件不变。
program-ended = { $name } 的密钥已停用，它上报的事件不变。
program-ended-already = { $name } 的密钥早已停用。
program-made-told = 🔑 { $by } 为 { $name } 生成了上报用的密钥。查看：私聊发 /apikey
program-ended-told = 🔑 { $by } 停用了 { $name } 的密钥。
program-reported = 事件 #{ $number }。
program-cut = 文字超过 { $most } 个字，后面的已截去。
needs-a-key = 其他系统要用本街道的密钥上报。请值班长私聊发 /apikey 生成。
key-ended = 这个密钥已停用。请向本街道的值班长要新的(/apikey)。
key-by-nobody = 密钥只代表它自己；请去掉 "by"。
program-may-not = 密钥只能上报、查看、撤回自己上报的事件(cancel)，值班长允许时可查看、修改场所。其他要由人来做。
key-too-fast = 太快了：每分钟最多 { $most } 次。请 { SECONDS($seconds) }后再试。
already-reported = { $ref } 已是事件 #{ $number }，还没有结束。什么也没有做。
other-body = 这个 Idempotency-Key 两天内已用于另一次请求。请换一个。什么也没有做。
no-place = 请写明地点："point" 写 [纬度, 经度]，或 "place" 写登记地点的代码或名称，二者选一；只有位置未知的场所才两个都写。
place-nowhere = { $place }位置未知，请同时写明事件的位置："point" 写 [纬度, 经度]，用表单的写 "lat" 和 "long"。
no-such-place = 没有登记过地点“{ $place }”。请发 "point"：[纬度, 经度]。
happened-when = "happened_at" 在将来，或早于 { HOURS($hours) }前。请改正，或不写。
