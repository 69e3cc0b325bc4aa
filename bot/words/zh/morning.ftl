# 早报
morning-report =
    { $district }昨日（{ $day }）{ $cases } 件，按时办结 { $on_time } 件（{ $percent }%）
    现有 { $open } 件未结，{ $waiting } 件待确认（/board，/confirm）
    留痕链头：{ $head }
