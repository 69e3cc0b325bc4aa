# 街道的规定：时限、派法、语言、早报、提示音、大屏照片
help-limits = 看和改时限、派法、语言、早报、提示音、大屏照片
limits =
    { $district }现在的规定：
    { $lines }
    要改就点按钮，或者发例如 /limits 办结 12分钟、/limits 紧急 接单 45秒、/limits parking 到场 默认。
limits-line = { $limit }：{ $value }({ $where })
limits-setting = { $limit }：{ $value }
limits-of =
    { $of }现在的规定：
    { $lines }
    要改哪一项？
limits-of-which = 改哪一个？第 { $page } 页，共 { $pages } 页。
limits-which-length = { $of }的{ $limit }现在是 { $now }。改成多久？最短 { $least }，最长 { $most }；别的时长写在命令末尾。
limits-which = { $limit }：选哪一个？
limits-which-wall =
    { $limit }：选哪一个？
    照片里的人可能被在场的人认出来；单张可用 /hide 撤下。
limits-set = { $of }的{ $limit }改为 { $new }(原来 { $old })，未办结的事件照此重算。
limits-setting-set = { $of }的{ $limit }改为 { $new }(原来 { $old })。
limits-wall-on =
    { $limit }改为 { $new }(原来 { $old })。
    照片里的人可能被认出来：回复照片发 /hide 就撤下，或发 /hide 42 撤下 42 号正在显示的那张。
limits-same = { $of }的{ $limit }已经是 { $new }。
limits-same-none = { $of }的{ $limit }本来就没有单独规定。
limits-told = { $by } 把{ $of }的{ $limit }改为 { $new }(原来 { $old })。
limits-of-what = 没有“{ $what }”这个等级、类别或事项；发 /limits 从列表里选。
limits-no-such = 没有“{ $name }”这一项，也没有这个等级、类别或事项；能定的有 { $names }，其余发 /limits 从列表里选。
limits-not-that = “{ $name }”不是时限的名称；名称有 { $names }，请写在数值前面，或发 /limits 从列表里选。
limit-out-of-bounds = { $limit }最短 { $least }，最长 { $most }，{ $given }不行；只写数字按分钟算，秒要写明，如 45秒。
limits-dispatch-how = 没有“{ $value }”这种派法；请发 /limits 派法 直接派 或 /limits 派法 三选一。
limits-quiet-how = 没有“{ $value }”这种提示音；请发 /limits 静音 开(只响急事)或 /limits 静音 关(新消息都响)。
limits-wall-how = 大屏没有“{ $value }”；请发 /limits 大屏 开 或 /limits 大屏 关。
limits-of-district = 本街道
limits-of-severity = { $severity }等级
limits-of-group = { $group }类
limits-of-item = { $item }
limits-of-case = 事件 #{ $number }
limits-of-handbook = 手册建议
limits-by-default = 默认
limits-list-severity = 按等级
limits-list-group = 按类别
limits-list-item = 按事项
limit-accept = 接单时限
limit-arrive = 到场时限
limit-close = 办结时限
limit-confirm = 核实时限
limit-remind-every = 催办间隔
limit-dispatch = 派法
limit-language = 语言
limit-report = 早报时间
limit-quiet = 群里提示音
limit-wall = 大屏照片
limit-name-accept = 接单
limit-name-arrive = 到场
limit-name-close = 办结
limit-name-confirm = 确认
limit-name-remind-every = 提醒
limit-name-dispatch = 派法
limit-name-language = 语言
limit-name-report = 早报
limit-name-quiet = 静音
limit-name-wall = 大屏
limit-also-accept = 接单时限, 接警, 受理
limit-also-arrive = 到场时限, 到场时间, 到达
limit-also-close = 办结时限, 处置, 处置时限, 结案, 完成
limit-also-confirm = 核实时限, 确认时限, 核实, 核查
limit-also-remind-every = 催办间隔, 提醒间隔, 催办
limit-also-dispatch = 派单, 派单方式
limit-also-language = 文字
limit-also-report = 早报时间, 晨报
limit-also-quiet = 安静, 免打扰
limit-also-wall = 大屏照片, 照片
limit-value-default = 默认, 取消, 恢复默认
limit-value-send = 直接派, 直接, 直接派最近的
limit-value-suggest = 三选一, 建议, 值班长三选一
limit-value-on = 开, 打开, 只响急事
limit-value-off = 关, 关闭, 新消息都响
limit-value-zh = 中文, 汉语
limit-value-en = 英文, 英语
limit-none = 没有单独规定
dispatch-send = 直接派最近的
dispatch-suggest = 值班长三选一
quiet-on = 只响急事
quiet-off = 新消息都响
wall-on = 开，每件显示最新一张
wall-off = 关
button-scope = { $scope }
button-length = { $length }
button-default = 取消规定
button-hour = { $hour }
