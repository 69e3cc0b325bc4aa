# 街道的规定：时限、派法、语言、早报、提示音
help-limits = 看和改时限、派法、语言、早报、提示音
limits =
    { $district }现在的规定：
    { $lines }
    要改就点按钮，或者发例如 /limits close 12m、/limits high accept 45s、/limits parking arrive default。
limits-line = { $limit }：{ $value }({ $where })
limits-setting = { $limit }：{ $value }
limits-of =
    { $of }现在的规定：
    { $lines }
    要改哪一项？
limits-of-which = 改哪一个？第 { $page } 页，共 { $pages } 页。
limits-which-length = { $of }的{ $limit }现在是 { $now }。改成多久？最短 { $least }，最长 { $most }；别的时长写在命令末尾。
limits-which = { $limit }：选哪一个？
limits-set = { $of }的{ $limit }改为 { $new }(原来 { $old })，未办结的事件照此重算。
limits-setting-set = { $of }的{ $limit }改为 { $new }(原来 { $old })。
limits-same = { $of }的{ $limit }已经是 { $new }。
limits-told = { $by } 把{ $of }的{ $limit }改为 { $new }(原来 { $old })。
limits-of-what = 没有“{ $what }”这个等级、类别或事项；发 /limits 从列表里选。
limit-out-of-bounds = { $limit }最短 { $least }，最长 { $most }，请换一个时长。
limits-dispatch-how = 没有“{ $value }”这种派法；请发 /limits dispatch send 或 /limits dispatch suggest。
limits-quiet-how = 没有“{ $value }”这种提示音；请发 /limits quiet on 或 /limits quiet off。
limits-of-district = 本街道
limits-of-severity = { $severity }等级
limits-of-group = { $group } 类
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
limit-none = 没有单独规定
length-hours = { $value } 小时
length-minutes = { $value } 分钟
length-seconds = { $value } 秒
dispatch-send = 直接派最近的
dispatch-suggest = 值班长三选一
quiet-on = 只响急事
quiet-off = 新消息都响
button-scope = { $scope }
button-length = { $length }
button-default = 取消规定
button-hour = { $hour }
