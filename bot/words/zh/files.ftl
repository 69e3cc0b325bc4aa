# 导入街道文件
file-unreadable = 读不到文件 { $file }，请核对路径。
file-not-yaml = 第 { $line } 行：不是有效的 YAML，请检查缩进和引号。
file-empty = 文件 { $file } 是空的。
file-missing-field = 第 { $line } 行：缺少 { $field }。
file-missing-field-in = 第 { $line } 行：{ $field } 里缺少 { $missing }。
file-unknown-field = 第 { $line } 行：不认识 { $field }，可用：{ $allowed }。
file-wants-mapping = 第 { $line } 行：{ $field } 应写成“名称：值”。
file-wants-list = 第 { $line } 行：{ $field } 应写成列表。
file-wants-text = 第 { $line } 行：{ $field } 应是文字。
file-wants-number = 第 { $line } 行：{ $field } 应是大于零的整数。
file-wants-point = 第 { $line } 行：{ $field } 应是 [纬度，经度]。
file-wants-one-of = 第 { $line } 行：{ $field } 只能是 { $allowed }。
file-wants-country = 第 { $line } 行 { $field }：没有这个国家，请写两字母代码，如 CN、IE。
file-wants-timezone = 第 { $line } 行：时区不存在，请写如 Asia/Shanghai。
file-no-person = 第 { $line } 行：{ $person } 不是个人的 id。
file-unknown-person = 第 { $line } 行：people 里没有 { $person }。
file-person-twice = 第 { $line } 行：{ $person } 已在另一队。
file-team-twice = 第 { $line } 行：队伍 { $team } 写了两次。
file-camera-twice = 第 { $line } 行：摄像头 { $camera } 写了两次。
file-wants-link = 第 { $line } 行：{ $field } 应是 http:// 或 https:// 开头的网址，里面不带用户名和密码。
file-line = 第 { $line } 行
file-row = 表格第 { $line } 行
file-not-xlsx = { $file } 不是 XLSX 表格，请另存为 .xlsx。
roster-wants-rows = { $place }：排班要写成一行一条的列表，每条如 who: 1002, days: mon-fri, from: "08:00", to: "20:00"。
roster-wants-text = { $place }：{ $field } 要写成文字或列表。
roster-unknown-field = { $place }：没有 { $field } 这一项，可用 { $allowed }。
roster-missing = { $place }：缺少 { $field }。
roster-who-or-team = { $place }：who 和 team 要写一个，且只写一个。
roster-unknown-who = { $place }：{ $field } “{ $value }”不在本街道名单里，请写编号或姓名。
roster-two-of-name = { $place }：{ $field } “{ $value }”有重名，请写编号。
roster-unknown-team = { $place }：{ $field } “{ $value }”没有这支队伍，可用 { $allowed }。
roster-wants-one-of = { $place }：{ $field } “{ $value }”不对，可用 { $allowed }。
roster-not-captain = { $place }：{ $field } 写了值班长，但“{ $value }”不是值班长；请先登记。
roster-wants-hour = { $place }：{ $field } “{ $value }”不是钟点，请写成 08:00，to 可写 24:00。
roster-wants-date = { $place }：{ $field } “{ $value }”不是日期，请写成 2026-03-02。
roster-wants-days = { $place }：{ $field } “{ $value }”不对，可用 mon … sun、mon-fri、周一、daily、2026-03-02、2026-03-02..2026-03-08。
roster-last-before-first = { $place }：{ $field } “{ $value }”早于 first。
roster-twice = { $place }：与第 { $first } 行相同，请删去一行。
no-district-yet = 还没有街道，请先导入街道文件(样例见 samples/yunhe/district.yaml)
roster-which-district = 这份文件没写是哪个街道，请加 --district 群编号，可用：{ $districts }
roster-no-district = 没有群编号 { $chat } 的街道，请先导入街道文件。
places-missing-columns = { $file } 缺少列：{ $missing }；请写在首行。
places-missing = 地点表第 { $line } 行：{ $column } 为空。
places-twice = 地点表第 { $line } 行：编号 { $value } 已在第 { $first } 行；每处地点编号须不同。
places-wrong-point = 地点表第 { $line } 行：“{ $value }”不是经纬度；请写度数，如 30.3147 和 120.2741。
places-swapped = 地点表第 { $line } 行：“{ $value }”写反了；纬度（30…）和经度（120…）对调即可。
places-wrong-system = 地点表第 { $line } 行：“{ $value }”不是坐标系；可写 { $allowed }。
import-no-country = ! 没有写国家：请在 district 下写 country(CN、IE …)，或在群里发 /setup；在此之前不显示报警电话和法律依据
import-new-district = + 街道 { $name }
import-district = ~ 街道 { $name }
import-new-person = + 人员 { $name }
import-person = ~ 人员 { $name }
import-person-gone = - 人员 { $name }
import-new-team = + 队伍 { $name }
import-team = ~ 队伍 { $name }
import-team-gone = - 队伍 { $name }
import-into-team = ~ { $name } → { $team }
import-places = ~ 地点 { $changed } 处，删除 { $gone } 处
import-cameras = ~ 摄像头 { $changed } 个，删除 { $gone } 个
import-roster = + 排班 { $name } { $begins }–{ $ends } { $days }
import-roster-gone = - 排班 { $name } { $begins }–{ $ends } { $days }
import-nothing = 没有变化。
import-done = 已导入，{ $count } 处变化。
file-wants-between = 第 { $line } 行：{ $field } 要在 { $least } 到 { $most } 之间，写整数。
file-wants-whole = 第 { $line } 行：{ $field } 要写整数。
file-wants-yes-or-no = 第 { $line } 行：{ $field } 只能写 是 或 否（也可写 true/false、yes/no）。
file-not-listed = 第 { $line } 行：{ $field } 写的“{ $value }”不在 { $register } 里；可以写 { $allowed }。
file-value-twice = 第 { $line } 行：{ $field } 的“{ $value }”已经用过（{ $first -> 
        [0] 系统自带
       *[other] 第 { $first } 行
    }），换一个。
file-id-taken = 第 { $line } 行：{ $field } 的“{ $value }”是 { $code } 的编号，请换一个，或在本文件里给 { $code } 另取编号。
file-field-twice = 第 { $line } 行：{ $field } 写了两次，第 { $first } 行已有，删掉一个。
handbook-changed-meanwhile = 手册刚被别人改成第 { $version } 版，请重新导入。
handbook-added = + { $code } { $item }
handbook-changed = ~ { $code } { $item }：{ $fields }
handbook-retired = - { $code } { $item }（停用，旧事件仍可查）
handbook-papers-differ = ~ 法律、类别或通用规则有变
handbook-same = 和现用手册一样，没有变化。
handbook-plan = { $district }：第 { $since } 版 → 第 { $version } 版，新增 { $added }，修改 { $changed }，停用 { $retired }
handbook-apply = 现在启用？
handbook-not-applied = 没有启用，什么都没变。
handbook-wants-yes = 这里不能提问；看过上面的变化后加 --yes 再运行。
handbook-done = 已启用第 { $version } 版。处理中的事件仍按原来的版本办。
handbook-file-right = { $file } 没有错误：{ $items } 项，{ $laws } 部法律。
handbook-file-wrong = { $file } 有 { $count } 处错误：
handbook-of-other-district = 第 { $line } 行：{ $field } 写明给群 { $chat } 的街道，请删掉其中的 district 或改正。
handbook-in-file-wrong = 第 { $line } 行：手册 { $file } 有 { $count } 处错误：
handbook-names-other = 文件写的是 district: { $chat }，和 --district 不同，请去掉一个。
handbook-export-ending = { $file } 的结尾要是 { $allowed }：.yaml 可修改后再导入，.docx 用于打印。
handbook-export-there = 已有 { $file }，请换个名字，或加 --overwrite。
handbook-export-unwritable = 写不了 { $file }，请检查文件夹和权限。
handbook-export-progress = 正在写
handbook-exported = 已写入 { $file }：{ $district }手册第 { $version } 版，{ $items } 项，{ $laws } 部法律。
handbook-starter = 系统自带
file-unreadable-characters = 第 { $line } 行：{ $field } 里有控制字符，请删掉。
file-wants-some-text = 第 { $line } 行：{ $field } 是空的，请写文字。
file-wants-quotes = 第 { $line } 行：{ $field } 应是文字，请加引号写成 "{ $value }"。
file-too-long = 第 { $line } 行：{ $field } 太长，最多 { $most } 个字。
file-wants-code = 第 { $line } 行：{ $field } 要用小写字母、数字和 _，字母开头，2 到 32 个字符。
file-read-as = 按 { $encoding } 编码读取。
file-no-text = { $file } 既不是文本也不是表格；请另存为 UTF-8。
file-too-large = { $file } 太大；解开后最多读取 { $most } MB。
file-of-other-kind = { $file } 是{ $kind ->
        [xls] 旧版 Excel 或 Word 文件，请另存为 .xlsx
        [xlsx] XLSX 表格
        [docx] Word 文档
        [pdf] PDF
        [picture] 图片
        [database] 数据库
        [archive] 压缩文件，请先解压
        [kmz] 压缩的 KML 地图，请导出为 GeoJSON
        [kml] KML 地图，请导出为 GeoJSON
        [gpx] GPX 轨迹
        [html] 网页
       *[xml] XML 文件
    }。这里需要{ $wanted ->
        [yaml] YAML
        [geojson] GeoJSON
       *[table] 表格：.xlsx 或 .csv
    }。
file-too-deep = 第 { $line } 行：列表嵌套超过 { $most } 层；请写得平一些。
file-too-much = 第 { $line } 行：引用展开后太多；请直接写出。
file-holds-itself = 第 { $line } 行：这一部分包含了它自己。
file-wants-plain = 第 { $line } 行：{ $field } 不是普通的文字、数字或日期。
file-person-twice-in-people = 第 { $line } 行：{ $person } 在 people 中出现两次；请删去一处。
file-only-charts = { $file } 中没有表格，只有图表。
file-too-many-cells = { $file } 超过 { $most } 个单元格，或含大量其他内容；请只把需要的那张表另存为 CSV。
file-too-many-parts = 第 { $line } 行：已超过 { $most } 个名称和值；请拆成几个文件，或用 CSV 导入表格。
file-too-many-rows = 表格太大；最多读取 { $most } 行、400 列。
file-cell-too-long = 第 { $line } 行：单元格超过 { $most } 字；可能引号没有闭合。
file-formula-without-value = 工作表 { $sheet } 单元格 { $cell }：公式没有结果；请用 Excel 打开并保存。
file-other-sheets = 已读工作表：{ $sheet }。未读：{ $others }。
file-columns-unused = { $file }：未使用的列：{ $columns }。
area-no-json = { $file } 第 { $line } 行：不是有效的 JSON；请将辖区导出为 GeoJSON。
area-no-geojson = { $file } 不是 GeoJSON，或其中有空的部分；请将辖区导出为 GeoJSON。
area-no-polygon = { $file } 中没有多边形；请将辖区画成多边形。
area-other-shape = { $file } 中有 { $shape }；请只保留多边形。
area-wrong-ring = { $file }：边界至少三个点，每个点写作 [经度, 纬度] 的数字。
area-too-detailed = { $file } 的点超过 { $most } 个；请简化边界。
area-in-metres = { $file } 的单位是米；请按度数导出（WGS 84，EPSG:4326）。
area-swapped = { $file } 把纬度写在前面；GeoJSON 要求 [经度, 纬度]。
area-out-of-range = { $file } 中有不是度数的数字。
area-crosses-itself = { $file }：边界在 { $point } 附近无效（{ $reason }）；请在该处修正。
area-joined = { $file }：已合并 { $count } 个部分：{ $names }。
area-leaves-out = 在辖区之外（{ $count } 处）：{ $names }。那里的上报会被询问。
# country: CN
area-points-shifted = 在辖区之外（{ $count } 处）：{ $names }。若按 { $system } 换算则都在区内：坐标来自国内地图时，请在 district 下写“coordinates: { $system }”。
# country: CN
area-itself-shifted = 在辖区之外（{ $count } 处）：{ $names }。若辖区画在国内地图上，请写“area: {"{"}file: …, coordinates: { $system }{"}"}”。
area-or-points-swapped = 在辖区之外（{ $count } 处）：{ $names }。经纬度像是写反了；点写作 [纬度, 经度]。
import-anyway = 仍要导入吗？
import-this = 导入这些吗？
import-not-applied = 没有导入；什么都没有变。
file-wants-group = 第 { $line } 行 { $field }:{ $value } 是个人编号；群编号小于零，例如 -1001234567890。
import-wants-yes = 这里无法询问；请看上面各行，再加 --yes 运行。
import-progress = 正在写入场所
import-stopped = 已停止，未作任何更改。
import-at-work = 另一次导入正在写入本辖区的场所。等它完成；若它已被强行结束，请等一分钟。
import-taken-over = 其间另一次导入更改了本辖区的场所，或本次停顿超过一分钟；未作任何更改。请重新运行。
roster-no-table = { $file } 中没有排班：请在一行写列名 { $heads }，或首行写日期、首列写姓名。
roster-field-twice = { $place }：{ $field } 写了两次（先在第 { $first } 行）；请删去一处。
roster-wants-span = { $place }：“{ $value }”不是时段；请写成 08:00-20:00。
roster-unknown-code = { $place }：不知道“{ $value }”是哪段时间；请在表旁写“{ $value } 08:00-16:00”。
roster-cell = 单元格 { $cell }
roster-rows-above = 表上方 { $count } 行未使用。
roster-row-aside = 第 { $line } 行未使用：{ $value }
roster-sheets-aside = 没有排班的工作表：{ $sheets }。
roster-ask-code = { $code } 是几点到几点，如 08:00-16:00（休息写 -）
drill-wants-start = 第 { $line } 行：{ $field } 须为带时区的时间，如 2026-03-02T08:00:00+08:00。
drill-wants-figure = 第 { $line } 行：{ $field } 须为 { $least } 到 { $most } 之间的数字。
drill-wants-span = 第 { $line } 行：{ $field } 须为两个秒数，小的在前，如 [5, 30]。
drill-wants-time = 第 { $line } 行：{ $field } 须为加引号的分和秒，如 "2:30"。
