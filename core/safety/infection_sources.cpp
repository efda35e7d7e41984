#include "core/safety/infection_precautions.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Sources
{
    QList<InfectionFlagSource> flags;
    QList<ProcessControl> controls;
    QString footer;
};

QStringList textsIn(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list << value.toString();
    return list;
}

std::optional<double> number(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

InfectionFlagSource flagFrom(const QJsonObject &json)
{
    return {json[u"code"_s].toString(),
            json[u"list"_s] == u"area"_s ? PrecautionList::Area : PrecautionList::Host,
            json[u"title"_s].toString(),
            json[u"action"_s].toString(),
            json[u"source"_s].toString(),
            textsIn(json[u"rules"_s]),
            json[u"answer"_s].toString(),
            textsIn(json[u"zones"_s]),
            number(json[u"depthMm"_s]),
            number(json[u"areaCm2"_s]),
            json[u"body"_s].toBool(),
            json[u"asked"_s].toString()};
}

ProcessControl controlFrom(const QJsonObject &json)
{
    using When = ProcessControl::When;
    using By = ProcessControl::By;
    const QString when = json[u"when"_s].toString();
    const QString by = json[u"by"_s].toString();
    ProcessControl control;
    control.code = json[u"code"_s].toString();
    control.stage = json[u"stage"_s] == u"close"_s ? ProcessControl::Stage::Close : ProcessControl::Stage::Start;
    control.when = when == u"anaesthetic" ? When::Anaesthetic : when == u"latex" ? When::Latex : When::Always;
    control.by = by == u"program" ? By::Program : by == u"plan" ? By::Plan : By::Person;
    control.mandatory = json[u"mandatory"_s].toBool(true);
    control.text = json[u"text"_s].toString();
    control.no = json[u"no"_s].toString();
    control.detail = json[u"detail"_s].toString();
    control.detailNeeded = json[u"detailNeeded"_s].toBool();
    control.care = json[u"care"_s].toString();
    for (const QJsonValue &days : json[u"followUpDays"_s].toArray())
        control.followUpDays << days.toInt();
    control.source = json[u"source"_s].toString();
    return control;
}

const Sources &sources()
{
    static const Sources read = [] {
        QFile file(u":/dermis/safety/infection-precautions.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the infection precautions are missing from the program");
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        Sources all;
        for (const QJsonValue &flag : json[u"flags"_s].toArray())
            all.flags << flagFrom(flag.toObject());
        for (const QJsonValue &control : json[u"controls"_s].toArray())
            all.controls << controlFrom(control.toObject());
        all.footer = json[u"footer"_s].toString();
        return all;
    }();
    return read;
}

} // namespace

const QList<InfectionFlagSource> &infectionFlagSources()
{
    return sources().flags;
}

const QList<ProcessControl> &processControls()
{
    return sources().controls;
}

const ProcessControl *findControl(const QString &code)
{
    const auto found = std::ranges::find(sources().controls, code, &ProcessControl::code);
    return found == sources().controls.end() ? nullptr : &*found;
}

QString askedOnTheDay(const QString &code)
{
    const auto found = std::ranges::find(sources().flags, code, &InfectionFlagSource::code);
    return found == sources().flags.end() ? QString() : found->asked;
}

QString precautionsFooter()
{
    return sources().footer;
}

} // namespace dermis
