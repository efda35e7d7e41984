#include "core/patients/languages.h"

using namespace Qt::StringLiterals;

namespace dermis {

const QList<Language> &officialLanguages()
{
    static const QList<Language> languages{
        {u"af-ZA"_s, u"Afrikaans"_s},
        {u"en-ZA"_s, u"English"_s},
        {u"nr-ZA"_s, u"isiNdebele"_s},
        {u"xh-ZA"_s, u"isiXhosa"_s},
        {u"zu-ZA"_s, u"isiZulu"_s},
        {u"nso-ZA"_s, u"Sepedi"_s},
        {u"st-ZA"_s, u"Sesotho"_s},
        {u"tn-ZA"_s, u"Setswana"_s},
        {u"ss-ZA"_s, u"siSwati"_s},
        {u"sfs-ZA"_s, u"South African Sign Language"_s},
        {u"ve-ZA"_s, u"Tshivenda"_s},
        {u"ts-ZA"_s, u"Xitsonga"_s},
    };
    return languages;
}

QString languageName(const QString &tag)
{
    for (const Language &language : officialLanguages()) {
        if (language.tag == tag || language.tag == tag + u"-ZA"_s)
            return language.ownName;
    }
    return tag;
}

} // namespace dermis
