# 人员与开设
setup-in-group = 请在街道的群里发 /setup。
ask-an-owner = 本群还没开通，请部署负责人在群里发 /setup(负责人编号 { $owners })。
setup-done =
    { $district } 已就绪，{ $people } 人
    { $lines }
    下一步：{ $next }
setup-below = 设置清单在下面。
setup-next-teams = 用 /team new 队名 建队伍。
setup-next-people = 回复队员的消息发 /enrol 登记。
setup-next-duty = 队员发 /duty 上岗，然后发位置就是上报。
country-which = ❓ 这里是哪个国家？点下面的，或发 /setup 加国家名
country-known = ✅ { $country }，紧急电话 { $numbers }，时区 { $zone }
country-known-only = ✅ { $country }，时区 { $zone }
country-dial = ❓ 当地遇险打什么电话？发 /setup 加号码
country-zone = ❓ 时区对吗？点下面的，或发 /setup 加时区名，如 Asia/Shanghai
country-told =
    { $lines }
    其余用 /setup 查看。
country-unknown = 没有找到国家“{ $said }”；请写国家名或两字母代码，如 CN。
country-first = 先说是哪个国家：发 /setup 加国家名，再报号码。
country-numbers-known = 当地打 { $numbers }，不用改。
country-numbers-long = 号码太长（最多 { $most } 个字符）：只发遇险时打的几个号码。
button-country = { $name }
check-pin-yes = ✅ 我是管理员，可以置顶
check-pin-no = ❌ 请把我设为管理员，并允许置顶消息，再点“再检查一次”
check-sees-all = ✅ 我能看到群里的位置和照片
check-privacy = ❌ 隐私模式开着，我看不到位置和照片：请设我为管理员，再点“再检查一次”
check-teams = ✅ { $count } 支队伍
check-no-teams = ❌ 还没有队伍(发 /team new 队名)
check-members = ✅ { $count } 名队员
check-no-members = ❌ 还没有队员(回复他的消息发 /enrol)
check-no-base = ❌ 没有驻点：{ $teams }(用 /team base 队名)
check-no-private = ❌ { $count } 人还没开私聊：{ $names }。请他们点“打开私聊”
button-setup-again = 再检查一次
button-open-private = 打开私聊
enrol-whom = 队员请在群里登记：回复那个人的消息发 /enrol。部门的人在这里登记：/enrol officer 部门 证号 有效期，或 /enrol approver 部门 委托书号（负责人写 head），再把链接转给本人。
reply-to-a-person = 请回复那个人的消息再发 /{ $command }。
not-a-bot = 机器人不能登记，请回复真人的消息。
no-such-role = 没有“{ $role }”这种身份，可用：{ $roles }。
enrolled = { $name } 已登记为{ $role }。
enrol-sure-gives-back = { $name } 的队手上有事，只剩他一人。观察员只能看。仍要改？事件会收回、另找队伍：{ $numbers }
enrolled-until = { $name } 已登记为{ $role }，到 { $until }。
enrolled-which-team = { $name } 已登记为{ $role }。加入哪一队？
role-without-end = { $name } 已是长期的{ $role }，不用再加时间。
term-over = { $name }，你的{ $role }身份到时间了，其他身份不变。
term-over-and-gone = { $name }，你的{ $role }身份到时间了，你已不在本街道名单里。
term-over-of = { $name } 的{ $role }身份到时间了。
not-a-member-here = 此人不在本街道名单里。
sure-dismiss = 确定把 { $name } 移出本街道？他就不能上报和接单了；要恢复再发 /enrol。
sure-team-remove = 确定让 { $name } 离开小队？他就收不到派单了；要恢复用 /team add。
sure-team-remove-gives-back = 确定让 { $name } 离开小队？他就收不到派单了。队里手上的事只剩他一人，会收回、另找队伍：{ $numbers }
sure-dismiss-gives-back = 确定把 { $name } 移出本街道？他就不能上报和接单了。队里手上的事只剩他一人，会收回、另找队伍：{ $numbers }
dismissed = { $name } 已移出。
dismissed-given-back = { $name } 已移出。手上的事已收回，正在另找队伍：{ $numbers }
person-left = { $name } 离开了群，已下岗；手上的事已收回。
person-left-given-back = { $name } 离开了群，已下岗。手上的事已收回，正在另找队伍：{ $numbers }
person-gone-given-back = { $name } 已不在名单里。手上的事已收回，正在另找队伍：{ $numbers }
last-captain = { $name } 是这里唯一的值班长；请先另定一位：回复其消息发 /enrol captain。
no-captain-left = ⚠️ { $district } 已没有值班长（{ $name } 不再是），未结 { $count } 件。请所有者在群里发 /setup 担任值班长，再回复某人的消息发 /enrol captain。
start-outsider = 你好。这里是街道巡查。你的编号是 { $id }。请值班长在群里回复你的消息发 /enrol，再回来点 /start。
start-nobody-owns = 你好，你的编号是 { $id }。这个机器人还没有所有者：请运行它的人在程序旁的 .env 文件里写上 PATROL_OWNER_IDS={ $id } 并重新启动，之后你就能用 /setup 把群设为街道。
start-several = { $name }，私聊已接通({ $districts })。派单和提醒会发到这里；说哪一件，就回复哪一条消息。
start-captain =
    { $name }，你是{ $district }的值班长，私聊已接通。
    谁看到问题就发位置，系统派最近的空闲队伍去，谁超时就提醒谁。
    没办结的会告诉你；派单、挂起、核实、取消用命令，见 /help。
    先做这几件：
start-member =
    { $name }，私聊已接通({ $district })。
    你发一个位置就是上报：马上有编号，马上派最近的队伍。
    派单、提醒和要你回答的问题都发到这里，下面带按钮。
    先做这几件，其余见 /help：
start-viewer =
    { $name }，私聊已接通({ $district })。
    你可以看全部，不能改动；命令见 /help。
start-live-how = 点回形针，选“位置”，再选“共享实时位置”8 小时：这样派的才真是最近的队伍。只在上岗时保存。
start-enrol-how = 在群里回复那个人的消息发 /enrol(或 /enrol captain、/enrol auxiliary、/enrol viewer；末尾加 2h 表示两小时)。
button-board = 未办结事件
button-who-is-on = 谁在岗
button-enrol = 登记人员
button-share-live = 共享实时位置
button-report = 上报
start-owner = 你好，你是这个机器人的所有者。请把我加进巡查群，设为可置顶消息的管理员，然后在群里发 /setup。
start-in-private = 请点下面开私聊，在那里发 /start。
anonymous-admin = 你在匿名发言，我认不出你。请关掉匿名，或在私聊里发。
forwarded-command = 转发来的命令不执行；请自己发一条。
unknown-command = 没有 /{ $name } 这个命令，看 /help。
unknown-command-near = 没有 /{ $name }，是不是 /{ $near }？
figures-where = 还没有 /{ $name }：今天的数字在指挥屏(发 /dashboard 取链接)，昨天的每天早上私聊发给你。
help =
    你可以用：
    { $lines }
help-pin = 发一个位置就是上报。
help-in-group =
    你可以用：
    { $lines }
    点下面开私聊，在那里发 /help 看用法；派单和提醒也在那里。
help-line = /{ $name } { $usage } — { $what }
help-overview =
    你可以用：
    { $lines }
    点下面的标题看用法。{ $pin }
help-about =
    { $lines }
help-short = <b>{ $topic }</b> { $names }
help-heading = <b>{ $topic }</b>
button-help-all = ‹ 全部
topic-shift = 值班
topic-report = 上报
topic-case = 我的事件
topic-safety = 安全
topic-handbook = 执法手册
topic-looks = 查看
topic-command = 指挥
topic-people = 人员与队伍
topic-settings = 设置
role-captain = 值班长
role-member = 队员
role-auxiliary = 辅助队员
role-mediator = 调解员
role-viewer = 观察员
help-start = 接通私聊
help-help = 看能用的命令
help-setup = 开通或检查本群
help-enrol = 登记一个人(回复其消息)
help-dismiss = 移出一个人(回复其消息)
help-duty = 上岗
help-off = 下岗
help-break = 休息
help-back = 回岗
help-teams = 看各队
help-team = 建队、改队
help-report = 用文字上报
help-case = 看一件事件的全部
help-history = 看一件事件的每一步
help-board = 看待办
help-assign = 派单或改派
help-accept = 接单
help-decline = 退单
help-arrived = 到场
help-done = 办结
help-confirm = 确认，结案
help-sendback = 退回重办
help-hold = 挂起(队员发就是请示值班长)
help-resume = 恢复处置(队员发就是请示值班长)
help-backup = 请求增援
help-relocate = 改位置
help-item = 改事项
help-priority = 改级别
help-waive = 免一项证据
help-release = 收回
help-cancel = 作废
help-merge = 合并到另一件
help-transfer = 转办到部门
help-answered = 转办已答复
help-returned = 转办被退回
help-reopen = 重开
lately-line = ✏️ { $at } { $by }：{ $what }
blank-country = 国家
blank-minutes = 分钟
blank-text = 内容
blank-team = 队名
blank-person = 某人
blank-word = 词
blank-notes = 交接事项
blank-note = 说明
blank-place = 地点
blank-what = 什么事
blank-source = 来源
blank-number = 编号
blank-reason = 原因
blank-outcome = 结果
blank-item = 事项
blank-severity = 级别
blank-piece = 哪一项
blank-department = 部门
blank-of = 范围
blank-name = 名字
blank-url = 网址
