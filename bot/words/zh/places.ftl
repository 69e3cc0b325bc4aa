place-unknown-code = 这里没有编号为“{ $code }”的场所；请再看一下标签，或按名称查找：/place 名称
place-code-given = 编号 { $code } 已被使用；每个场所编号唯一。
place-no-such-field = 场所没有“{ $field }”这一项。
place-is-gone = { $name }（{ $code }）已不存在；只有值班长可以修改。
place-gone-undo = { $name }（{ $code }）已标为不存在；如果还在，请先撤销：/place undo { $code }
place-no-such-version = { $code } 没有第 { $version } 版；最新是第 { $newest } 版。请重新查看。
place-no-such-code = 新编号不能含“/”，也不能是 near 或 kinds：{ $code }。
place-conflict = { $name }：别人刚刚改了{ $field }，现在是“{ $theirs }”；您的是“{ $yours }”。请重新查看，如您的正确再改。
place-state-unknown = 状态未知
place-state-open = 营业中
place-state-closed = 暂停营业
place-state-resuming = 复工中
place-state-gone = 已不存在
place-field-name = 名称
place-field-kind = 类型
place-field-point = 位置
place-field-address = 地址
place-field-aliases = 别名
place-field-community = 所属社区
place-field-responsible = 负责人
place-field-contacts = 联系方式
place-field-licence = 许可证
place-field-credit = 统一社会信用代码
place-field-firm = 是否单位
place-field-outside = 其他系统编号
place-field-state = 状态
place-field-raw = 原始坐标

# 场所：查找、查看、登记、更正
button-place-report = 📢 在此上报
button-place-note = ⚠ 加提醒
button-place-photo = 📷 拍照
button-place-photos = 🖼 照片
button-place-contacts = ☎️ 联系人
button-place-way = 🧭 导航
button-place-correct = ✏️ 更正
button-place-history = 🕘 修改记录
button-place-gone = ✖ 已不存在
button-place-back = ‹ 返回
button-place-older = 更早的 ›
button-place-new = ➕ 登记这里
button-place-found = { $n } { $name } · { $told }
button-place-found-metres = { $n } { $name } · { $told } · { $metres }
button-place-found-gone = { $n } { $name } · 已不存在
button-place-is = { $name } · { $told } · { $metres }
button-place-other = ➕ 都不是，登记新的
button-place-register = ✅ 登记
button-place-kind = { $kind }
button-place-kind-other = 换类型
button-place-contact = ☎️ 联系人
button-place-take = 是“{ $name }”
button-place-skip = 不填
button-place-no-point = 跳过：位置不清楚
button-place-nowhere = 位置不清楚
button-place-set-point = 📍 补位置
button-place-drop = ✖ 不登记
button-place-as-sent = 就是这里
# country: CN
button-place-shifted = 按偏移纠正
button-place-field = { $field }
button-place-value = { $value }
button-place-mine = 我的：{ $value }
button-place-theirs = 别人的：{ $value }

place-in-private = 场所资料只在私聊里看。
place-brief = { $name } · { $kind }
place-card =
    { $colour } { $name } · { $kind } · { $state }
    { $code }
    { $lines }
place-colour-unknown = ⚪
place-colour-first = ❗
place-colour-green = 🟢
place-colour-yellow = 🟡
place-colour-orange = 🟠
place-colour-red = 🔴
place-mark = { $mark }
place-mark-colour = { $colour } { $mark }
place-code-metres = { $code } · { $metres }
place-mark-source = { $colour } { $mark } · { $source }
place-mark-at = { $colour } { $mark } · { $at }
place-mark-source-at = { $colour } { $mark } · { $source } · { $at }
place-led-on = { $code } { $name }已并入 { $into }，下面是 { $into }。
place-card-gone = ⚠ 这个场所已不存在。
place-card-name = 名称：{ $value }
place-card-kind = 类型：{ $value }
place-card-point = 位置：{ $value }
place-card-state = 状态：{ $value }
place-card-address = 地址：{ $value }
place-card-community = 社区：{ $value }
place-card-aliases = 别名：{ $value }
place-card-responsible = 负责人：{ $value }
place-card-outside = 外部编号：{ $value }
place-card-contacts = 联系方式：{ $value }
place-card-licence = 许可证：{ $value }
place-card-credit = 信用代码：{ $value }
place-card-firm = 是否单位（含个体户）：{ $value }
place-card-unknown = 未知：{ $fields }
place-no-point = 位置未知
place-card-nowhere = 📍 位置未知
place-card-no-point = 📍 位置未知：点“补位置”，到门口发定位
place-firm-yes = 是
place-firm-no = 否
place-nobody-knows = 未知
place-short-name = 名称
place-short-kind = 类型
place-short-point = 位置
place-short-address = 地址
place-short-aliases = 别名
place-short-community = 社区
place-short-responsible = 负责人
place-short-contacts = 联系方式
place-short-licence = 许可证
place-short-credit = 信用代码
place-short-firm = 单位
place-short-outside = 外部编号
place-short-state = 状态
place-short-until = 有效至
place-short-other = 其他

place-elsewhere = { $code } 不是{ $district }的场所，属于别的街道；请到那个街道查。
place-list =
    { $head }
    { $lines }
place-list-found = “{ $said }”：{ $count } 处，点开一处
place-list-in-group = “{ $said }”：{ $count } 处，打开私聊再查
place-list-near = 附近 { $count } 处，近的在前
place-list-gone = 其中 { $count } 处已不存在，排在最后。
place-list-line = { $n } { $name } · { $kind }
place-list-count = { $count }
place-list-count-more = { $count } 以上
place-list-narrow = 后面还有 { $count } 处，最像的在前。想少一些：名称多写几个字，或写编号。
place-list-over = 这个列表已过期；请重新发 /place 名称。
place-nothing = 没有找到“{ $said }”。换个写法再找，或在这里登记。
place-nothing-to-see = 没有找到“{ $said }”。换个写法再找。
place-near-where = 点下面发位置，看附近的场所。
place-none-near = 1 公里内没有登记过的场所。可以在这里登记。
place-none-near-to-see = 1 公里内没有登记过的场所。
place-no-report = { $name }（{ $code }）已不存在，不能在此上报；请发位置上报。
place-report-taken = #{ $number } 已受理，再写一句或发照片

place-new-where =
    ➕ 新场所：点下面发位置
    { $lines }
place-new-what =
    ➕ 新场所：写名称，或拍门头
    { $lines }
place-new-ready =
    ➕ 新场所：点“登记”
    { $lines }
place-new-outside =
    ➕ 这个位置不在街道范围内。就是这里？不是请再发位置
    { $lines }
# country: CN
place-new-shifted =
    ➕ 这个位置不在街道范围内，像是地图偏移。按偏移纠正？
    { $lines }
place-new-here = ✓ 位置：你现在的位置
place-new-nowhere = · 位置：先空着，随时可以发
place-new-point = ✓ 位置：{ $where }
place-new-name = ✓ 名称：{ $name }
place-new-kind = ✓ 类型：{ $kind }
place-new-photos = ✓ 照片：{ $count } 张
place-new-reach = ✓ 联系人：{ $name }
place-new-kinds = 选类型：
place-new-perhaps =
    ➕ “{ $name }”是新场所的名称吗？还没有改，是就点一下
    { $lines }
place-new-perhaps-contact =
    ➕ “{ $name }”是联系人吗？还没有写，是就点一下
    { $lines }
place-new-contact = 写联系人和电话：
place-new-same = 是不是已经登记过？名称相同、相近，或就在旁边（{ $count } 处）：
place-is-photos = ✅ 你发的 { $count } 张照片已存到这里。
place-is-no-contact = 你写的联系人没有保存：请告诉值班长，由值班长更正。
place-new-dropped = 不登记了。
place-new-over = 没有正在登记的场所；要登记请发 /place new。
place-name-cut = 名称最多 { $most } 个字，后面的没有保留；不对请写短些。
place-registered = ✅ 已登记：{ $code }
place-is-registered = ✅ 已登记

place-perhaps = ✏️ { $name }，{ $field }：“{ $value }”？还没有改，是就点一下，不是请再写
place-correct =
    ✏️ { $name }：哪一项不对？
    { $lines }
place-ask-words =
    { $name }：写新的{ $field }
    现在是：{ $now }
place-ask-choice =
    { $name }：选{ $field }
    现在是：{ $now }
place-ask-point = { $name }：站在门口，点下面发位置。
place-ask-contacts =
    { $name }：重写全部联系人，格式：姓名（身份）电话；下一位
    现在是：{ $now }
place-ask-outside =
    { $name }：重写全部外部编号，格式：系统=编号；下一个
    现在是：{ $now }
place-nothing-written = 没有看到字；请再写一次，或点“返回”。
place-corrected = ✅ 已更正：{ $field }
place-two-values =
    { $name }：别人刚改了{ $field }，用哪个？
    别人的：{ $theirs }
    我的：{ $mine }
place-edit-over = 这次更正已过期；请打开场所再改。

place-past =
    🕘 { $name }（{ $code }）
    { $lines }
place-past-none = 没有修改记录。
place-past-house = 导入
place-past-line =
    { $version } · { $at } { $name } { $did }
    { $fields }
place-past-line-bare = { $version } · { $at } { $name } { $did }
place-past-field = · { $field }：{ $was } → { $became }
place-past-file = · 文件：{ $file }
place-past-field-hidden = · { $field }：已改

place-kind-unknown = 类型未知
place-word-talk = 不, 不是, 不对, 不要, 不用, 不用了, 没有, 无, 是, 是的, 对, 对的, 嗯, 哦, 等, 等等, 等下, 等一下, 稍等, 等会, 等会儿, 谢谢, 谢了, 多谢, 谢谢你, 辛苦了, 你好, 您好, 算了, 取消, 不知道, 不清楚, 返回, 退出, 停, 错了, 不好意思, 对不起, 抱歉, 帮助, 跳过
place-word-new = 新,新建,登记,新场所
help-place = 找场所、看附近、登记新的
