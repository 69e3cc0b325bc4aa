# 工作日
help-workdays = 看和改本街道的工作日
workdays =
    { $district }的工作日
    { $lines }
workdays-kept =
    已保存。{ $district }的工作日
    { $lines }
workdays-same =
    已经是这样，没有变化。{ $district }的工作日
    { $lines }
workdays-known-to = { $of }已知到 { $year } 年底：{ $source }。之后的日期是暂定的{ $after }，有了新安排就重算，并通知一次。
workdays-known-long = { $of }已知：{ $source }。
workdays-none-known = { $of }没有已知的年份，日期都是暂定的{ $after }，有了新安排就重算，并通知一次。
workdays-country = { $country }
workdays-from-notices = 政府每年的放假通知，含调休
workdays-from-law = 法定节假日
workdays-from-weekends = 周六、周日
workdays-from-own = 本街道自定
workdays-after-law = （只按法定节假日）
workdays-after-weekends = （只按周六、周日休息）
workdays-own-none = 本街道没有自定的日子。
workdays-own-year = { $year } 年自定，这一年即为已知：
workdays-own-some = { $year } 年自定，只是个别日子：
workdays-own-off = · 休息 { DAYS($count) }：{ $days }
workdays-own-work = · 上班 { DAYS($count) }：{ $days }
workdays-stretch = { $first }至{ $last }
workdays-more = 还有 { $count } 段
workdays-next = 接下来的工作日：{ $days }
workdays-sure = { $day }
workdays-maybe = { $day }（暂定）
workdays-how =
    要告诉某一年的日子：发 YAML 文件并在说明里写 /workdays，或者用 /workdays 回复文件，或者直接写，例如
    /workdays { $year }: {"{"}off: [{ $year }-02-06..{ $year }-02-12], work: [{ $year }-02-14]{"}"}
    off 是休息，work 是上班。只是个别日子、不是全年安排的，加上 complete: no。/workdays forget { $year } 去掉一年。
workdays-anew = 📅 { $district }的工作日有了新的安排，{ $count } 个按工作日算的日期有变。见 /workdays。
workdays-what = 这不是日期清单。请写例如 /workdays { $year }: {"{"}off: [{ $year }-02-06..{ $year }-02-12]{"}"}，或者发文件；/workdays 看现在已知的。
workdays-no-such-year = 本街道没有自定 { $year } 年，见 /workdays。
workdays-file-large = { $file } 太大，工作日文件最多 { $most } KB。
workdays-file-not-fetched = 没能从 Telegram 取到 { $file }，请再发一次。
workdays-file-wrong =
    没有保存，有 { $count } 处错误，改好后再发：
    { $lines }
workdays-more-wrong = …… 还有 { $count } 处
workdays-wants-year = 第 { $line } 行：“{ $value }”不是年份，请写 { $least } 到 { $most }，后面加冒号。
workdays-wants-day = 第 { $line } 行：{ $field } 写的是“{ $value }”，请写如 { $year }-02-06，几天写如 { $year }-02-06..{ $year }-02-12。
workdays-other-year = 第 { $line } 行：{ $field } 写的是“{ $value }”，不在 { $year } 年，请写到它那一年下面。
workdays-backwards = 第 { $line } 行：{ $field } 写的是“{ $value }”，请把前一天写在前面。
workdays-both = 第 { $line } 行：{ $value } 既在 { $field } 又在 { $other }，删掉一个。
workdays-nothing = 第 { $line } 行：{ $field } 没有列出日子，请写 off、work 或者两样都写。
import-workdays = ~ 自定工作日改 { $changed } 年，去掉 { $gone } 年
