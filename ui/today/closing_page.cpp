#include "ui/today/closing_page.h"

#include "core/clinic/clinic.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/printing/print_server.h"
#include "ui/printing/sheet_pane.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QMap>
#include <QScrollArea>
#include <QShortcut>

#include <utility>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int dayWidth = 430;

TextLabel *sentence(TypeStyle style = TypeStyle::Body, Token colour = &Tokens::text)
{
    auto *label = new TextLabel(QString(), style, colour);
    label->setWrapped(true);
    return label;
}

QString stateWord(VisitState state)
{
    switch (state) {
    case VisitState::Expected:
        return ClosingPage::tr("expected");
    case VisitState::Arrived:
        return ClosingPage::tr("arrived");
    case VisitState::Intake:
        return ClosingPage::tr("at the intake");
    case VisitState::ReadyForDoctor:
        return ClosingPage::tr("ready for the doctor");
    case VisitState::Consent:
        return ClosingPage::tr("at the consent");
    case VisitState::InSession:
        return ClosingPage::tr("in session");
    case VisitState::Done:
        return ClosingPage::tr("done");
    case VisitState::Deferred:
        return ClosingPage::tr("deferred");
    case VisitState::DidNotCome:
        break;
    }
    return ClosingPage::tr("did not come");
}

QString stateCounts(const QList<DayVisit> &visits)
{
    QMap<VisitState, int> counts;
    for (const DayVisit &visit : visits)
        ++counts[visit.visit.state];
    QStringList parts;
    for (auto state = counts.begin(); state != counts.end(); ++state)
        parts << u"%1 %2"_s.arg(state.value()).arg(stateWord(state.key()));
    return parts.join(u", "_s);
}

QString headWords(const JournalHead &head)
{
    const QString digits = QString::fromLatin1(head.hash.toHex());
    QStringList groups;
    for (qsizetype at = 0; at < digits.size(); at += 8)
        groups << digits.mid(at, 8);
    return groups.join(u' ');
}

using Compared = std::pair<Result<std::optional<JournalHead>>, Result<VerifyReport>>;

Compared compareHead(const QString &path, const QString &typed)
{
    const auto database = Database::open(path, {.create = false, .readOnly = true});
    if (!database)
        return {tl::unexpected(database.error()), VerifyReport()};
    auto found = entryWithHead(**database, typed);
    if (!found)
        return {std::move(found), VerifyReport()};
    return {std::move(found), verifyClinic(**database)};
}

} // namespace

ClosingPage::ClosingPage(ClinicContext &context, QWidget *parent)
    : ClosingPage(context, systemPrintServer(), parent)
{
}

ClosingPage::ClosingPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_summary(sentence(TypeStyle::Lead))
    , m_states(sentence())
    , m_sheets(sentence())
    , m_closed(sentence(TypeStyle::Body, &Tokens::text2))
    , m_head(sentence(TypeStyle::Mono))
    , m_close(new Button(Icon::Lock, tr("Close the day"), ButtonKind::Primary))
    , m_again(new Button(Icon::Print, tr("Print the page again")))
    , m_typed(new QLineEdit)
    , m_compare(new Button(tr("Compare")))
    , m_compared(new ErrorBanner)
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
{
    auto *left = new QVBoxLayout;
    left->setContentsMargins(16, 12, 16, 16);
    left->setSpacing(10);
    left->addWidget(m_banner);
    left->addWidget(makeDay());
    left->addWidget(makeCompare());
    left->addStretch(1); // cards would share what a plain stretch leaves
    auto *inner = new QWidget;
    inner->setLayout(left);
    auto *side = new QScrollArea;
    side->setFrameShape(QFrame::NoFrame);
    side->setFocusPolicy(Qt::NoFocus);
    side->setWidgetResizable(true);
    side->setWidget(inner);
    side->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    side->setMaximumWidth(dayWidth + 32);
    side->setMinimumWidth(inner->minimumSizeHint().width());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(side, 4);
    row->addWidget(m_sheet, 6);
    row->addStretch();
    m_sheet->hide();
    m_close->setWrites();
    m_close->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto *onPaper = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_P), this);
    onPaper->setContext(Qt::WidgetWithChildrenShortcut);
    connect(onPaper, &QShortcut::activated, this, &ClosingPage::print);
    connect(m_close, &Button::clicked, this, &ClosingPage::closeToday);
    connect(m_again, &Button::clicked, this, &ClosingPage::openSheet);
    connect(m_compare, &Button::clicked, this, &ClosingPage::compare);
    connect(m_typed, &QLineEdit::returnPressed, m_compare, &Button::click);
    connect(m_typed, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_compare->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_sheet, &SheetPane::closed, this, [this] {
        m_sheet->hide();
        m_again->setFocus(Qt::OtherFocusReason);
    });
}

QWidget *ClosingPage::makeDay()
{
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(2, 0, 2, 0);
    rows->setSpacing(8);
    rows->addWidget(m_summary);
    rows->addWidget(m_states);
    rows->addWidget(m_sheets);
    auto *label = new TextLabel(tr("The journal's head now"), TypeStyle::Small, &Tokens::text2);
    rows->addWidget(label);
    rows->addWidget(m_head);
    m_head->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rows->addWidget(m_closed);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(m_close);
    acts->addWidget(m_again);
    acts->addStretch();
    rows->addLayout(acts);
    auto *card = new Card(tr("Today"));
    card->addPadded(inner);
    return card;
}

QWidget *ClosingPage::makeCompare()
{
    m_typed->setObjectName(u"head"_s);
    m_compared->setObjectName(u"compared"_s);
    m_typed->setPlaceholderText(tr("at least 16 signs of it"));
    m_typed->setAccessibleName(tr("Printed head to compare"));
    m_compare->setEnabled(false);
    auto *words = sentence(TypeStyle::Body, &Tokens::text2);
    words->setText(tr("Type the head from a closing page or a consent sheet: Dermis tells whether it is in "
                      "this file, and checks the "
                      "whole journal."));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_typed, 1);
    row->addWidget(m_compare);
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(2, 0, 2, 0);
    rows->setSpacing(8);
    rows->addWidget(words);
    rows->addLayout(row);
    rows->addWidget(m_compared);
    auto *card = new Card(tr("Compare a printed head"));
    card->addPadded(inner);
    return card;
}

QList<Crumb> ClosingPage::crumbs() const
{
    return {{tr("Today"), {.place = Place::Today}}};
}

void ClosingPage::open(const Destination &)
{
    m_banner->clear();
    m_compared->clear();
    m_sheet->hide();
    refresh();
}

void ClosingPage::focusFirst()
{
    m_close->setFocus(Qt::OtherFocusReason);
}

void ClosingPage::refresh()
{
    const Result<DayAccount> account =
        accountOfDay(context().database(), context().actor(), context().today());
    if (!account)
        return tell(account.error());
    m_account = *account;
    const int visits = static_cast<int>(m_account.visits.size());
    m_summary->setText(tr("%1: visits %2, sheets issued %3, journal entries %4")
                           .arg(dateWords(m_account.day))
                           .arg(visits)
                           .arg(m_account.sheets.size())
                           .arg(m_account.entries));
    m_states->setText(visits == 0 ? tr("Nobody was booked, and nobody came.")
                                  : stateCounts(m_account.visits));
    m_sheets->setVisible(!m_account.sheets.isEmpty());
    m_sheets->setText(tr("Sheets: %1").arg(m_account.sheets.join(u", "_s)));
    m_head->setText(headWords(m_account.head));
    const bool isClosed = !m_account.closings.isEmpty();
    m_again->setVisible(isClosed);
    m_close->setText(isClosed ? tr("Close the day again") : tr("Close the day"));
    if (isClosed)
        m_closed->setText(
            tr("Closed by %1 at %2. Work may go on; close it again then.")
                .arg(m_account.closings.last().byName, timeWords(m_account.closings.last().at)));
    else
        m_closed->setText(tr("Not closed yet. Closing keeps the head and prints it; nothing is locked."));
}

void ClosingPage::closeToday()
{
    const Result<DayClosing> closing = closeDay(context().database(), context().actor(), context().now());
    if (!closing)
        return tell(closing.error());
    context().announceDataChanged();
    refresh();
    openSheet();
}

void ClosingPage::openSheet()
{
    m_sheet->show();
    m_sheet->open({tr("Print the closing page"),
                   tr("The day's visits and sheets, and the journal's head. File it: with it an altered file "
                      "is found out."),
                   tr("Closing page"), tr("Closing %1.pdf").arg(m_account.day.toString(Qt::ISODate)),
                   [path = context().path(), actor = context().actor(), now = context().now(),
                    day = m_account.day]() -> Result<SheetContent> {
                       const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
                       return closingSheet(*database, actor, now, day);
                   }});
}

void ClosingPage::print()
{
    if (!m_account.closings.isEmpty())
        openSheet();
}

void ClosingPage::compare()
{
    m_compared->clear();
    m_compare->setEnabled(false);
    m_compare->setText(tr("Comparing …"));
    runInBackground(
        this, [path = context().path(), typed = m_typed->text()] { return compareHead(path, typed); },
        [this](const Compared &compared) { tellCompared(compared.first, compared.second); });
}

void ClosingPage::tellCompared(const Result<std::optional<JournalHead>> &found,
                               const Result<VerifyReport> &report)
{
    m_compare->setText(tr("Compare"));
    m_compare->setEnabled(true);
    if (!found || !report) {
        const Error &error = found ? report.error() : found.error();
        const ErrorWords told =
            error.code == ErrorCode::InvalidInput
                ? ErrorWords{tr("This is no head yet"), sentences({capitalised(error.detail)})}
                : words(error);
        return m_compared->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    if (!report->isWhole())
        return m_compared->tell({BannerKind::Stop,
                                 tr("The file is not as its journal says"),
                                 sentences({capitalised(report->firstDamage->detail)}),
                                 {}});
    if (!*found)
        return m_compared->tell({BannerKind::Stop,
                                 tr("This head is not in this file"),
                                 tr("Compare each sign with the paper. If they are the same, the paper is of "
                                    "another clinic, or the file "
                                    "was altered after it was printed."),
                                 {}});
    m_compared->tell(
        {BannerKind::Done,
         tr("Found at entry %1 of %2").arg((*found)->sequence).arg(report->entries),
         tr("Everything up to there is as it was when the page was printed, and the journal is whole."),
         {}});
}

void ClosingPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

QList<KeyLine> ClosingPage::keys() const
{
    return {{tr("Ctrl+Enter"), tr("close the day and print its page")},
            {tr("Ctrl+P"), tr("print the page again")}};
}

QList<QWidget *> ClosingPage::panes() const
{
    return {m_close, m_typed, m_sheet};
}

} // namespace dermis
