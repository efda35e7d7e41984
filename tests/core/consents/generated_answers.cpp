#include "tests/core/consents/generated_answers.h"

#include "core/questionnaires/enabled_items.h"

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

AnswerValue valueFor(const Item &item)
{
    if (!item.options.isEmpty())
        return item.options.first().value;
    if (item.minimum && item.type != ItemType::Quantity)
        return *item.minimum;
    switch (item.type) {
    case ItemType::Boolean:
        return true;
    case ItemType::Integer:
        return qint64(7);
    case ItemType::Decimal:
        return Decimal{u"7.50"_s, 7.5};
    case ItemType::Date:
        return PartialDate(QDate(2025, 9, 2));
    case ItemType::DateTime:
        return *Moment::fromString(u"2025-09-02T14:30:00+02:00"_s);
    case ItemType::Time:
        return *TimeOfDay::fromString(u"14:30:00"_s);
    case ItemType::Url:
        return Uri{u"https://example.org/a"_s};
    case ItemType::Attachment:
        return Attachment{u"wound.png"_s, u"image/png"_s, QByteArray(12'345, 'x'), {}};
    case ItemType::Reference:
        return Reference{u"Practitioner/3"_s, u"Dr Adams"_s};
    case ItemType::Quantity:
        return Quantity{Decimal{u"82.40"_s, 82.4}, item.units.isEmpty() ? item.unit : item.units.first().display};
    case ItemType::Choice:
    case ItemType::OpenChoice:
        return Coding{u"http://test"_s, u"x"_s, u"Something else"_s};
    default:
        return u"Words about "_s + item.linkId;
    }
}

void addInstances(Response &response, const QList<Item> &items, const QList<int> &instances)
{
    for (const Item &item : items) {
        if (item.type == ItemType::Group && item.repeats) {
            while (response.instanceCount({item.linkId, instances}) < 2)
                response.addInstance({item.linkId, instances});
            for (int i = 0; i < 2; ++i)
                addInstances(response, item.children, instances + QList<int>{i});
        } else if (!item.isScope()) {
            addInstances(response, item.children, instances);
        }
    }
}

} // namespace

Response generatedAnswers(const Questionnaire &form)
{
    Response response;
    addInstances(response, form.items(), {});
    for (bool changed = true; changed;) {
        changed = false;
        for (const AnswerKey &key : enabledItems(form, response)) {
            if (response.answer(key).state != AnswerState::NotAsked)
                continue;
            const Item &item = *form.find(key.linkId);
            Answer answer = Answer::of(valueFor(item));
            if (item.repeats && item.options.size() > 2)
                answer.values << item.options.at(1).value;
            response.setAnswer(form, key, answer);
            changed = true;
        }
    }
    return response;
}

} // namespace dermis::test
