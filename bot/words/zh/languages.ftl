# 对一个人说哪种语言
help-language = 选自己的语言
language-which = 用哪种语言跟你说？
language-set = 以后用{ $chosen }跟你说。
language-zh = 中文
language-en = 英文 English
no-such-language = 没有“{ $named }”这种语言，可写：{ $languages }。
