# 手机日历里的班次
help-calendar = 把自己的班次和检查放进手机日历(私聊)
calendar-key =
    你的班次，给手机日历用：{ $url }
    订阅这个地址：iPhone：日历 App，点「日历」「添加日历」「添加订阅日历」。Google：其他日历，通过网址添加。
    排班和换班会自动更新。地址别给别人。以前领的地址从此没有班次。
button-calendar-end = 停用
calendar-ends = 停用, 关, 关闭
calendar-off = 日历已停用；请在手机上删除订阅。
calendar-none = 你没有在用的日历；发 /calendar 领一个。
calendar-how = 只发 /calendar 把班次放进手机日历，发 /calendar off 停用。
calendar-name = { $district }班次
calendar-duty = 值班 { $team }
calendar-captain = 值班长 { $team }
calendar-team = · { $team }
calendar-unknown = 不认识这个日历。请私聊机器人发 /calendar，订阅新地址。
calendar-left = 这个人已不在辖区，没有班次了。请删除订阅。
