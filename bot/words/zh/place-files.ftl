# 场所文件：有什么错误、会改变什么、做了什么
place-field-file = 文件
places-wants-text = 第 { $line } 行“{ $column }”：“{ $value }”是列表；请写成一段文字。
places-too-long = 第 { $line } 行“{ $column }”：{ $length } 个字符；最多保留 { $most } 个。“{ $value }”
places-too-many-parts = 第 { $line } 行“{ $column }”：一格内超过 { $most } 项。“{ $value }”
places-number-cut = 第 { $line } 行“{ $column }”：“{ $value }”的末尾数字已被办公软件丢失；请将该列设为文本后重新填写。
place-number-cut = “{ $number }”的末尾数字已被办公软件丢失；请写完整号码。
places-not-one-of = 第 { $line } 行“{ $column }”：“{ $value }”；可填：{ $allowed }。
places-wrong-date = 第 { $line } 行“{ $column }”：“{ $value }”不是日期；请写成 2026-03-02。
places-far = 第 { $line } 行“{ $column }”：“{ $value }”距辖区 { METRES($metres) }；请核对数字和坐标系。
places-no-geojson = { $file } 第 { $line } 行：不是含要素的 GeoJSON；请将场所导出为 FeatureCollection。
places-no-feature = 第 { $line } 个要素“{ $column }”：“{ $value }”；每个场所需要 properties 和一个 Point。
places-no-rows = { $file } 中没有场所；首行应写列名，例如 { $missing }。
places-code-alike = 第 { $line } 行“{ $column }”：“{ $value }”与 { $other } 仅大小写不同；请照后者填写。
places-no-address = 第 { $line } 行“{ $column }”：“{ $value }”含“/”，或是 near、kinds，不能用作网址；请将其放入“外部编号”列，系统会另给编号。
places-digits-alone = 第 { $line } 行“{ $column }”：“{ $value }”会与事件编号混淆；新编号须含字母。请将其放入“外部编号”列，系统会另给编号。
places-row-twice = 第 { $line } 行“{ $column }”：“{ $value }”与第 { $first } 行重复，位置相同；请删去其一，或分别填写编号。
places-perhaps-same = 第 { $line } 行：{ $name } 可能就是 { $other }。请在该行填写其编号，或单独导入此表：patrolbot import 文件
places-overtaken = ! { $name }（{ $code }）：期间有人改了{ $field }；保留其修改。
places-sheet-title = 错误
places-sheet-where = 行
places-sheet-mistake = 如何改正
places-plan = { $file }：新增 { $new }，变更 { $changed }，相同 { $same }，不再存在 { $gone }，疑似已有 { $doubtful }，早于现有信息 { $older }，错误 { $wrong }
places-kinds-unlisted = 本辖区未列出的类型，按原样保留：{ $kinds }。
places-plan-new = + { $name }
places-plan-changed = ~ { $name }：{ $field }“{ $before }”→“{ $after }”
places-plan-field = ~ { $name }：{ $field }
places-plan-gone = - { $name }
places-plan-doubtful = ? 第 { $line } 行：{ $name } 可能就是 { $other }{ $metres ->
        [0] {""}
       *[other] ，相距 { METRES($metres) }
    }
places-plan-older = · 第 { $line } 行：{ $code } 的修改晚于此行的日期；保持不变
places-plan-more = ……另有 { $count } 项
places-plan-swapped = { $count } 行经度在前。如要对调：--swapped
places-plan-leave = 疑似已有的行暂不导入。作为新场所：--duplicates new；作为已有场所：--duplicates same
places-plan-no-prune = 有错误或疑似已有的行时，不移除任何场所。
places-mistakes-in = 错误已在表中标出：{ $file }
places-nothing = 没有变化。
places-done = 新增 { $new }，变更 { $changed }，不再存在 { $gone }。
places-progress = 正在写入场所
places-exported = { $file } 含{ $district }的 { $count } 个场所。
places-export-ending = { $file } 须以 { $allowed } 结尾。
places-export-empty = { $district }还没有场所；请先导入：patrolbot import places.csv
places-which-district = 有多个辖区；请加 --district 群编号，可选：{ $districts }
places-yes = 是
places-no = 否
places-sheet-places = 场所
places-column-code = 编号
places-column-name = 名称
places-column-aliases = 别名
places-column-kind = 类型
places-column-lat = 纬度
places-column-lon = 经度
places-column-coordinates = 坐标系
places-column-address = 地址
places-column-community = 所属社区
places-column-licence = 许可证
places-column-credit = 统一社会信用代码
places-column-firm = 是否单位
places-column-outside = 外部编号
places-column-state = 状态
places-column-as-of = 更新时间
places-column-responsible = 负责人
places-column-contacts = 联系方式
# 在聊天中
places-file-taken = 正在读取 { $named }……
places-file-again = 正在重新读取 { $named }……
places-file-plan = { $lines }
places-file-refused =
    { $named }：未导入。
    { $lines }
places-file-no-room = 系统磁盘已满，暂时不收文件。值班长收到空间恢复的通知后，请重新发送。
places-file-paper = { $named } 不含场所，作为材料保存。
places-file-failed = 无法取得或读取文件。请重新发送；如仍不行，请联系系统管理员。
places-file-writing = { $percent } % · 正在写入 { $named }
places-file-written = { $named } 已写入。
places-file-done =
    ✅ { $named }
    { $lines }
places-file-left = { $named } 未导入。
places-file-at-work = 正在处理 { $named }；请等它完成。
places-file-over = { $named } 已处理完毕；请重新发送。
places-file-sheet = 有错误的行，错误单元格已标红。改正后发回此表即可。
places-button-yes = 导入 { $count } 项
places-button-no = 不导入
places-button-swap = 对调经纬度（{ $count }）
places-button-new = 疑似：按新增
places-button-same = 疑似：按已有
places-button-wgs84 = GPS 坐标
places-button-gcj02 = GCJ-02 坐标
places-button-bd09 = BD-09 坐标
places-button-prune = 其余已不存在
places-button-keep = 其余保留
place-move-import-new = 由文件导入
place-move-import = 由文件修改
place-move-import-gone = 文件中已无，标为不存在
channel-import = 通过文件
