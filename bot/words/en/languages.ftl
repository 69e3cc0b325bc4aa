# The language in which one person is spoken to
help-language = choose your language
language-which = In which language shall I speak to you?
language-set = From now on I speak { $chosen } to you.
language-zh = Chinese
language-en = English
no-such-language = There is no language "{ $named }"; write one of { $languages }.
