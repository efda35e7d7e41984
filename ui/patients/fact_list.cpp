#include "ui/patients/fact_list.h"

#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/widgets/text_label.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int signSize = 16;
constexpr int unknownShown = 6;
constexpr int linesShown = 16;

QString whenWords(const FactLine &fact, const QDate &today)
{
    return fact.askedOn.isValid() ? FactList::tr("asked %1").arg(shortDateWords(fact.askedOn, today))
                                  : QString();
}

/// So that the answers of all rows begin on one line.
int widestWhen(const QList<FactLine> &facts, const QDate &today)
{
    const QFontMetrics metrics(font(TypeStyle::Small));
    int widest = 0;
    for (const FactLine &fact : facts)
        widest = std::max(widest, metrics.horizontalAdvance(whenWords(fact, today)) + 2);
    return widest;
}

/// One answer: sign, question, answer, when asked.
class FactRow : public QWidget
{
public:
    FactRow(const FactLine &fact, const QDate &today, int whenWidth) : m_fact(fact)
    {
        const bool unknown = fact.mark == SeverityMark::NotAsked;
        const bool clear = fact.mark == SeverityMark::Clear;
        const QString asked = fact.zone.isEmpty() ? fact.question : u"%1: %2"_s.arg(fact.zone, fact.question);
        auto *question =
            new TextLabel(asked, TypeStyle::Body, unknown ? look(fact.mark).text : &Tokens::text2);
        auto *answer =
            new TextLabel(fact.answer, TypeStyle::BodyStrong, clear ? &Tokens::text : look(fact.mark).text);
        auto *when = new TextLabel(whenWords(fact, today), TypeStyle::Small, &Tokens::text2);
        question->setWrapped(true);
        answer->setWrapped(true);
        when->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        when->setFixedWidth(whenWidth);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(38, 4, 11, 5);
        row->setSpacing(8);
        row->addWidget(question, 12);
        row->addWidget(answer, 8);
        row->addWidget(when);
        setAccessibleName(
            u"%1. %2. %3"_s.arg(asked, fact.answer, clear ? QString() : severityWord(fact.mark)));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const SeverityLook looks = look(m_fact.mark);
        if (m_fact.mark == SeverityMark::NotAsked)
            painter.fillRect(rect(), tokens().*looks.soft);
        paintLowerLine(painter, rect(), tokens().line);
        if (m_fact.mark != SeverityMark::Clear)
            paintIcon(painter, looks.icon, QRectF(11, (height() - signSize) / 2.0, signSize, signSize),
                      tokens().*looks.text);
    }

private:
    FactLine m_fact;
};

} // namespace

FactList::FactList(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
}

void FactList::setFacts(const QList<FactLine> &facts, const QDate &today)
{
    while (QLayoutItem *item = layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const int when = widestWhen(facts, today);
    const auto known = std::find_if(facts.begin(), facts.end(),
                                    [](const FactLine &fact) { return fact.mark != SeverityMark::NotAsked; });
    const qsizetype unknown = known - facts.begin();
    for (const FactLine &fact : facts.mid(0, std::min<qsizetype>(unknown, unknownShown)))
        layout()->addWidget(new FactRow(fact, today, when));
    if (unknown > unknownShown)
        addMore(tr("and %1 more not known").arg(unknown - unknownShown));
    qsizetype left = 0;
    for (const FactLine &fact : facts.mid(unknown)) {
        if (fact.mark != SeverityMark::Clear || layout()->count() < linesShown)
            layout()->addWidget(new FactRow(fact, today, when));
        else
            ++left;
    }
    if (left > 0)
        addMore(tr("and %1 more without a finding").arg(left));
}

void FactList::addMore(const QString &text)
{
    auto *more = new TextLabel(text, TypeStyle::Small, &Tokens::text2);
    more->setContentsMargins(38, 6, 11, 6);
    layout()->addWidget(more);
}

} // namespace dermis
