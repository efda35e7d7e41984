#include "ui/consents/form_words.h"

#include "core/patients/languages.h"
#include "ui/context/words.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Form
{
    Q_DECLARE_TR_FUNCTIONS(dermis::Form)
};

} // namespace

QString formTitle(const QString &name)
{
    if (name == u"microneedling")
        return Form::tr("Microneedling");
    if (name == u"photography")
        return Form::tr("Photographs");
    if (name == u"refusal")
        return Form::tr("Refusal");
    if (name == u"leaflet")
        return Form::tr("Leaflet");
    if (name == u"aftercare")
        return Form::tr("Aftercare");
    if (name == u"numbing-cream")
        return Form::tr("Numbing cream");
    QString title = name;
    title.replace(u'-', u' ');
    return title.left(1).toUpper() + title.mid(1);
}

QString formLanguage(const QString &code)
{
    const QString tag = code + u"-ZA"_s;
    const QString name = languageName(tag);
    return name == tag ? QLocale::languageToString(QLocale(code).language()) : name;
}

QString formStanding(const ConsentTemplate &form, const QDate &day)
{
    switch (form.state) {
    case FormState::Draft:
        return Form::tr("version %1, draft, not yet reviewed").arg(form.version);
    case FormState::Retired:
        return Form::tr("version %1, retired").arg(form.version);
    case FormState::Published:
        break;
    }
    if (!form.effectiveFrom.isValid())
        return Form::tr("version %1, came with Dermis").arg(form.version);
    return (form.isInForce(day) ? Form::tr("version %1, published from %2") : Form::tr("version %1, will be in force from %2"))
        .arg(form.version)
        .arg(dateWords(form.effectiveFrom));
}

} // namespace dermis
