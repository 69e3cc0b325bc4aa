# Working days
help-workdays = see and set the working days of the district
workdays =
    Working days of { $district }
    { $lines }
workdays-kept =
    Saved. Working days of { $district }
    { $lines }
workdays-same =
    Nothing changes: it is like this already. Working days of { $district }
    { $lines }
workdays-known-to = Known to the end of { $year }{ $of }: { $source }. Dates after that are provisional { $after }; they are counted anew, with one notice, when more is known.
workdays-known-long = Known{ $of }: { $source }.
workdays-none-known = No year is known{ $of }. All dates are provisional { $after }; they are counted anew, with one notice, when more is known.
workdays-country = {" "}in { $country }
workdays-from-notices = the government's yearly notices, with shifted workdays
workdays-from-law = the holidays by law
workdays-from-weekends = Saturdays and Sundays
workdays-from-own = the district's own days
workdays-after-law = (only by the holidays in the law)
workdays-after-weekends = (only Saturdays and Sundays are off)
workdays-own-none = The district has no days of its own.
workdays-own-year = Own days of { $year }, with which the year is known:
workdays-own-some = Own days of { $year }, single ones only:
workdays-own-off = · off, { DAYS($count) }: { $days }
workdays-own-work = · worked, { DAYS($count) }: { $days }
workdays-stretch = { $first } to { $last }
workdays-more = { $count } more
workdays-next = Next working days: { $days }
workdays-sure = { $day }
workdays-maybe = { $day } (provisional)
workdays-how =
    To tell the days of a year, send a YAML file with /workdays under it, or answer a file with /workdays, or write for example
    /workdays { $year }: {"{"}off: [{ $year }-02-06..{ $year }-02-12], work: [{ $year }-02-14]{"}"}
    Add complete: no where these are single days and not all of the year. /workdays forget { $year } takes a year back.
workdays-anew = 📅 Other working days are known in { $district } now: { $count } { $count ->
        [one] date
       *[other] dates
    } counted in working days changed. See /workdays.
workdays-what = That is no list of days; write for example /workdays { $year }: {"{"}off: [{ $year }-02-06..{ $year }-02-12]{"}"} or send a file. /workdays shows what is known.
workdays-no-such-year = The district has no days of its own for { $year }; see /workdays.
workdays-file-large = { $file } is too large; a file of working days has at most { $most } KB.
workdays-file-not-fetched = { $file } could not be fetched from Telegram; send it again.
workdays-file-wrong =
    Nothing was saved, { $count } { $count ->
        [one] mistake
       *[other] mistakes
    }. Mend them and send it again:
    { $lines }
workdays-more-wrong = … and { $count } more
workdays-wants-year = Line { $line }: “{ $value }” is no year; write one from { $least } to { $most }, then a colon.
workdays-wants-day = Line { $line }: { $field } says “{ $value }”; write a day such as { $year }-02-06, or several as { $year }-02-06..{ $year }-02-12.
workdays-other-year = Line { $line }: { $field } says “{ $value }”, which is not in { $year }; write it below its own year.
workdays-backwards = Line { $line }: { $field } says “{ $value }”; write the first day before the last.
workdays-both = Line { $line }: { $field } has { $value }, and so has { $other }; delete one.
workdays-nothing = Line { $line }: { $field } lists no days; write off, work or both.
import-workdays = ~ own working days: { $changed ->
        [one] one year
       *[other] { $changed } years
    } changed, { $gone } removed
