#include "core/questionnaires/answer_json.h"
#include "core/questionnaires/extensions.h"
#include "core/questionnaires/questionnaire_reader.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

tl::unexpected<Error> wrongExtension(const Item &item, const QString &what)
{
    return invalidInput(u"item "_s + item.linkId + u": "_s + what);
}

QStringList controlCodes(const Json &extension)
{
    QStringList codes;
    if (const Json *control = extension.find(u"valueCodeableConcept")) {
        for (const Json &coding : control->elementsOf(u"coding"))
            codes << coding.textOf(u"code");
    }
    return codes;
}

/// What follows where Dermis does not do what an extension asks for.
QString meaningOf(const QString &url)
{
    const auto is = [&](QStringView name) { return url.endsWith(name); };
    if (is(u"initialExpression") || is(u"itemPopulationContext") || is(u"prepopulate-subject"))
        return u"nothing is filled in by itself"_s;
    if (is(u"answerExpression") || is(u"candidateExpression") || is(u"answerValueSetSource"))
        return u"the options are those in the form"_s;
    if (is(u"questionnaire-constraint"))
        return u"the answers are not checked against one another"_s;
    if (is(u"observationExtract") || is(u"observation-extract-category") || is(u"itemExtractionContext") || is(u"itemContext"))
        return u"the answer is kept in the response alone"_s;
    if (is(u"itemMedia") || is(u"itemImage"))
        return u"the picture is not shown"_s;
    if (is(u"displayCategory") || is(u"choiceColumn") || is(u"style"))
        return u"it is shown as any other text"_s;
    if (is(u"calculatedExpression"))
        return u"the answer is typed"_s;
    return u"it has no effect"_s;
}

} // namespace

BesideRole besideRole(const Json &item)
{
    static const QHash<QString, BesideRole> roles{{u"help"_s, BesideRole::Help},   {u"flyover"_s, BesideRole::Help},
                                                  {u"unit"_s, BesideRole::Unit},   {u"prompt"_s, BesideRole::Prompt},
                                                  {u"upper"_s, BesideRole::None},  {u"lower"_s, BesideRole::None}};
    if (!item.elementsOf(u"item").empty())
        return BesideRole::None;
    const QString type = item.textOf(u"type");
    for (const Json &extension : item.elementsOf(u"extension")) {
        if (extension.textOf(u"url") != extension::itemControl || (type != u"display" && type != u"text"))
            continue;
        for (const QString &code : controlCodes(extension)) {
            const BesideRole role = roles.value(code);
            if (role == BesideRole::Help || (role != BesideRole::None && type == u"display"))
                return role;
        }
    }
    return BesideRole::None;
}

Result<> QuestionnaireReader::readItemExtensions(const Json &json, Item &item)
{
    Answerers answerers;
    for (const Json *extension : elements(json, u"extension"_s, item.linkId)) {
        const QString url = extension->textOf(u"url");
        if (url.startsWith(u"https://dermis.example/")) {
            TRY(readOwnExtension(*extension, item, answerers));
            continue;
        }
        const auto [type, value] = typedMember(*extension, u"value"_s);
        const bool isRead = value && (readLimit(url, type, *value, item) || readLook(url, *value, item) || readExpression(url, *value, item));
        if (!isRead)
            notSupported(item.linkId, u"extension "_s + url, meaningOf(url));
    }
    if (answerers)
        item.answeredBy = answerers;
    return {};
}

Result<> QuestionnaireReader::readOwnExtension(const Json &extension, Item &item, Answerers &answerers)
{
    const QString url = extension.textOf(u"url");
    const Json *flag = extension.find(u"valueBoolean");
    if (url == extension::answerer) {
        const auto who = answerSourceFromName(extension.textOf(u"valueCode"));
        if (!who)
            return wrongExtension(item, u"answerer must be patient, nurse or dermatologist"_s);
        answerers |= *who == AnswerSource::Patient ? Answerer::Patient
                     : *who == AnswerSource::Nurse ? Answerer::Nurse
                                                   : Answerer::Dermatologist;
    } else if (url == extension::shelfLife) {
        const auto life = ShelfLife::fromString(extension.textOf(u"valueString"));
        if (!life)
            return wrongExtension(item, u"shelf-life must be permanent, session, or a number of months or days"_s);
        item.shelfLife = *life;
    } else if (url == extension::notInFuture && flag) {
        item.notInFuture = flag->toBool();
    } else if (url == extension::perArea && flag) {
        item.perArea = flag->toBool();
    } else {
        notSupported(item.linkId, u"extension "_s + url, meaningOf(url));
    }
    return {};
}

bool QuestionnaireReader::readLimit(const QString &url, const QString &type, const Json &value, Item &item)
{
    const auto count = [&](int &limit) {
        bool ok = false;
        const int number = value.text().toInt(&ok);
        if (ok && number >= 0)
            limit = number;
        return ok && number >= 0;
    };
    if (url == extension::minValue || url == extension::maxValue) {
        const auto bound = readAnswerValue(type, value);
        if (!bound || !*bound)
            return false;
        (url == extension::minValue ? item.minimum : item.maximum) = *bound;
        return true;
    }
    if (url == extension::minLength)
        return count(item.minLength);
    if (url == extension::minOccurs)
        return count(item.minOccurs);
    if (url == extension::maxOccurs)
        return count(item.maxOccurs);
    if (url == extension::maxDecimalPlaces) {
        int places = 0;
        const bool ok = count(places);
        item.maxDecimals = ok ? std::optional(places) : std::nullopt;
        return ok;
    }
    if (url == extension::regex) {
        item.pattern = value.text();
        return QRegularExpression(item.pattern).isValid();
    }
    if (url == extension::maxSize) { // in megabytes, with places after the point
        item.maxBytes = static_cast<qint64>(value.text().toDouble() * 1'000'000);
        return item.maxBytes > 0;
    }
    if (url == extension::mimeType)
        item.contentTypes << value.text();
    else if (url == extension::referenceResource)
        item.recordTypes << value.text();
    else
        return false;
    return true;
}

bool QuestionnaireReader::readLook(const QString &url, const Json &value, Item &item)
{
    if (url == extension::itemControl) {
        readControl(value, item);
    } else if (url == extension::unit) {
        const Coding unit = readCoding(value);
        item.unit = unit.display.isEmpty() ? unit.code : unit.display;
        if (item.type == ItemType::Quantity)
            item.units << unit;
    } else if (url == extension::unitOption) {
        item.units << readCoding(value);
    } else if (url == extension::hidden) {
        item.hidden = value.toBool();
    } else if (url == extension::choiceOrientation) {
        item.sideBySide = value.text() == u"horizontal";
    } else if (url == u"http://ehelse.no/fhir/StructureDefinition/validationtext") { // the only one in use for this
        item.patternWords = value.text();
    } else if (url == extension::entryFormat) {
        item.entryFormat = value.text();
    } else if (url == extension::sliderStep) {
        item.step = Decimal::fromString(value.text());
    } else {
        return false;
    }
    return true;
}

bool QuestionnaireReader::readExpression(const QString &url, const Json &value, Item &item)
{
    const QString expression = value.textOf(u"expression");
    if (value.textOf(u"language") != u"text/fhirpath" || expression.isEmpty())
        return false;
    if (url == extension::calculatedExpression)
        item.expressions.calculated = expression;
    else if (url == extension::enableWhenExpression)
        item.expressions.enableWhen = expression;
    else if (url == extension::variable)
        item.expressions.variables << value.textOf(u"name") << expression;
    else
        return false;
    return true;
}

void QuestionnaireReader::readControl(const Json &concept_, Item &item)
{
    static const QHash<QString, ItemControl> controls{
        {u"radio-button"_s, ItemControl::RadioButtons}, {u"check-box"_s, ItemControl::CheckBoxes},
        {u"drop-down"_s, ItemControl::DropDown},        {u"autocomplete"_s, ItemControl::Autocomplete},
        {u"lookup"_s, ItemControl::Autocomplete},       {u"slider"_s, ItemControl::Slider},
        {u"gtable"_s, ItemControl::Table},              {u"table"_s, ItemControl::Table},
        {u"htable"_s, ItemControl::Table},              {u"atable"_s, ItemControl::Table},
        {u"grid"_s, ItemControl::Table},                {u"page"_s, ItemControl::Page},
        {u"step"_s, ItemControl::Page},                 {u"tab-container"_s, ItemControl::Tabs},
        {u"header"_s, ItemControl::Header},             {u"footer"_s, ItemControl::Footer}};
    static const QSet<QString> plain{u"text-box"_s, u"spinner"_s, u"list"_s, u"inline"_s, u"help"_s, u"flyover"_s, u"prompt"_s, u"unit"_s};
    static const QHash<QString, QString> formats{{u"year"_s, u"YYYY"_s}, {u"yearMonth"_s, u"YYYY-MM"_s}};
    for (const Json &coding : concept_.elementsOf(u"coding")) {
        const QString code = coding.textOf(u"code");
        if (formats.contains(code) && item.type == ItemType::Date)
            item.entryFormat = formats.value(code);
        else if (controls.contains(code))
            item.control = controls.value(code);
        else if (!plain.contains(code))
            notSupported(item.linkId, u"itemControl "_s + code, u"it is shown as any other item"_s);
    }
}

} // namespace dermis
