#include "ui/treatments/precautions_view.h"

#include "ui/context/words.h"
#include "ui/safety/finding_card.h"
#include "ui/treatments/control_row.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QJsonDocument>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Stage = ProcessControl::Stage;

SeverityMark markOf(const InfectionFlag &flag)
{
    if (flag.state == FlagState::NotKnown)
        return SeverityMark::NotAsked;
    if (flag.kind == FlagKind::HardStop)
        return SeverityMark::Absolute;
    return flag.kind == FlagKind::Decision ? SeverityMark::Relative : SeverityMark::Note;
}

QString answerLine(const Precaution &answer)
{
    const QString said = answer.yes ? PrecautionsView::tr("Yes") : PrecautionsView::tr("No");
    return PrecautionsView::tr("%1, %2, %3").arg(said, answer.byName, timeWords(answer.at));
}

/// Those of a list, and with them what was asked on the day and answered with no, so that it can be put right.
QList<InfectionFlag> listed(const InfectionPrecautions &precautions, PrecautionList list)
{
    QList<InfectionFlag> flags;
    std::ranges::copy_if(precautions.flags, std::back_inserter(flags), [list](const InfectionFlag &flag) {
        return flag.source->list == list && !flag.stops() && (flag.answer || flag.state != FlagState::Clear);
    });
    return flags;
}

} // namespace

PrecautionsView::PrecautionsView(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Infection precautions"));
}

void PrecautionsView::show(const InfectionPrecautions &precautions, const QHash<QString, QString> &proposals, bool mayNote)
{
    const QByteArray shown = QJsonDocument(toJson(precautions)).toJson(QJsonDocument::Compact);
    if (widget() != nullptr && shown == m_shown && mayNote == m_mayNote)
        return; // what is being typed stays
    m_shown = shown;
    m_mayNote = mayNote;
    const int scrolled = verticalScrollBar()->value();
    const QString worked = codeWithKeyboard();
    QHash<QString, QString> beside = proposals;
    for (const ControlRow *row : std::as_const(m_controls)) {
        if (!row->typed().isEmpty())
            beside.insert(row->code(), row->typed());
    }
    build(precautions, beside);
    verticalScrollBar()->setValue(scrolled);
    if (!worked.isEmpty())
        giveKeyboard(worked);
}

void PrecautionsView::clear()
{
    m_shown.clear();
    m_asked.clear();
    m_controls.clear();
    if (QWidget *old = takeWidget())
        old->deleteLater();
}

void PrecautionsView::build(const InfectionPrecautions &precautions, const QHash<QString, QString> &proposals)
{
    m_asked.clear();
    m_controls.clear();
    auto *content = new QWidget;
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(1, 0, 1, 8);
    m_rows->setSpacing(0);
    addFlags(tr("Hard stops"), SeverityMark::Absolute, tr("treatment stops until changed"), precautions.hardStops());
    addFlags(tr("Host factors"), SeverityMark::Note, tr("the patient and the days after"), listed(precautions, PrecautionList::Host));
    addFlags(tr("Skin-area factors"), SeverityMark::Note, tr("what is to be needled, and how"), listed(precautions, PrecautionList::Area));
    addControls(precautions, Stage::Start, tr("Not yet confirmed before the needles"), tr("ticked by whoever does it"), proposals);
    addControls(precautions, Stage::Close, tr("Not yet confirmed to close the session"), tr("ticked by whoever does it"), proposals);
    auto *footer = new TextLabel(precautionsFooter(), TypeStyle::Small, &Tokens::text2);
    footer->setWrapped(true);
    footer->setContentsMargins(14, 8, 12, 4);
    m_rows->addWidget(footer);
    m_rows->addStretch(1);
    if (QWidget *old = takeWidget())
        old->deleteLater(); // what asked for it is in there
    setWidget(content);
    content->setBackgroundRole(QPalette::Base);
    content->show();
    content->layout()->activate();
    orderTabs(*this, *content);
}

void PrecautionsView::addHead(SeverityMark mark, const QString &word, qsizetype count, const QString &meaning)
{
    m_rows->addWidget(new FindingGroupHead(mark, word, static_cast<int>(count), meaning));
}

void PrecautionsView::addFlags(const QString &word, SeverityMark mark, const QString &meaning, const QList<InfectionFlag> &flags)
{
    const auto counted = std::ranges::count_if(flags, [](const InfectionFlag &flag) { return flag.state != FlagState::Clear; });
    addHead(counted == 0 ? SeverityMark::Clear : mark, word, counted, meaning);
    for (const InfectionFlag &flag : flags)
        addFlag(flag);
}

void PrecautionsView::addFlag(const InfectionFlag &flag)
{
    const InfectionFlagSource &source = *flag.source;
    FindingCardContent content;
    content.mark = markOf(flag);
    content.settled = flag.settled || flag.state == FlagState::Clear;
    const bool isQuestion = !source.asked.isEmpty() && flag.state != FlagState::Present;
    content.title = isQuestion ? source.asked : source.title;
    content.state = flag.settled ? tr("Decided or seen") : QString();
    if (flag.answer)
        content.lines << answerLine(*flag.answer);
    if (!flag.because.isEmpty() && !flag.answer)
        content.lines << tr("Because: %1").arg(flag.because.join(u"; "_s));
    if (flag.state != FlagState::Clear)
        content.lines << (isQuestion ? tr("If yes: %1") : tr("To do: %1")).arg(source.action);
    content.lines << tr("%1 · %2").arg(source.code, source.source);
    const bool isAsked = !source.asked.isEmpty() && (flag.answer || flag.state == FlagState::NotKnown);
    if (isAsked && m_mayNote)
        content.actions = {FindingAction::AnswerYes, FindingAction::AnswerNo};
    auto *card = new FindingCard(content);
    m_rows->addWidget(card);
    if (!isAsked)
        return;
    m_asked.insert(source.code, card);
    connect(card, &FindingCard::actionRequested, this, [this, code = source.code](FindingAction action) {
        Q_EMIT noteRequested(code, action == FindingAction::AnswerYes, {});
    });
}

void PrecautionsView::addControls(const InfectionPrecautions &precautions, Stage stage, const QString &word, const QString &meaning,
                                  const QHash<QString, QString> &proposals)
{
    const qsizetype missing = precautions.missing(stage).size();
    addHead(missing == 0 ? SeverityMark::Clear : SeverityMark::NotAsked, word, missing, meaning);
    for (const ControlState &state : precautions.controls) {
        if (state.control->stage != stage)
            continue;
        auto *row = new ControlRow(state, proposals.value(state.control->code), m_mayNote);
        m_rows->addWidget(row);
        m_controls << row;
        connect(row, &ControlRow::noteRequested, this, &PrecautionsView::noteRequested);
        connect(row, &ControlRow::withdrawRequested, this, &PrecautionsView::withdrawRequested);
    }
}

QString PrecautionsView::codeWithKeyboard() const
{
    const QWidget *focused = QApplication::focusWidget();
    for (auto it = m_asked.begin(); it != m_asked.end(); ++it) {
        if (it.value()->isAncestorOf(focused))
            return it.key();
    }
    const auto row = std::ranges::find_if(m_controls, [focused](const ControlRow *one) { return one->isAncestorOf(focused); });
    return row == m_controls.end() ? QString() : (*row)->code();
}

/// To what was worked on, wherever it stands now.
void PrecautionsView::giveKeyboard(const QString &code)
{
    const auto row = std::ranges::find(m_controls, code, &ControlRow::code);
    QWidget *place = row != m_controls.end() ? static_cast<QWidget *>(*row) : m_asked.value(code);
    QWidget *control = row != m_controls.end() ? (*row)->firstControl() : m_asked.contains(code) ? m_asked[code]->firstControl() : nullptr;
    if (control == nullptr) {
        focusFirst();
        return;
    }
    control->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(place, 0, 0);
}

bool PrecautionsView::focusFirst()
{
    for (ControlRow *row : std::as_const(m_controls)) {
        if (!row->isAwaited() || row->firstControl() == nullptr)
            continue;
        row->firstControl()->setFocus(Qt::OtherFocusReason);
        ensureWidgetVisible(row, 0, 0);
        return true;
    }
    return false;
}

} // namespace dermis
