#include "ui/settings/recovery_key_section.h"

#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/base/clock.h"
#include "core/clinic/recovery_key_sheet.h"
#include "core/storage/database.h"
#include "core/vault/vault.h"
#include "ui/context/clinic_context.h"
#include "ui/context/password_proof.h"
#include "ui/context/words.h"
#include "ui/printing/sheet_pane.h"
#include "ui/settings/card_parts.h"
#include "ui/settings/recovery_key_view.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/text_label.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int keySheetHeight = 420; // the preview of a page can be read from this on

QVBoxLayout *paddedColumn(QWidget *inner)
{
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(2, 0, 2, 0);
    column->setSpacing(10);
    return column;
}

} // namespace

RecoveryKeySection::RecoveryKeySection(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_state(sentence({}))
    , m_own(new PasswordLine(tr("Your password")))
    , m_make(new Button(Icon::Key, tr("Make the key")))
    , m_view(new RecoveryKeyView)
    , m_print(new Button(Icon::Print, tr("Print the sheet"), ButtonKind::Primary))
    , m_written(new Button(Icon::Check, tr("It is on paper twice")))
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
    , m_typed(new QLineEdit)
    , m_check(new Button(tr("Check the key")))
    , m_checked(new ErrorBanner)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addWidget(makeMaking());
    m_checking = makeChecking();
    column->addWidget(m_checking);
    column->addWidget(m_sheet, 10);
    column->addStretch(1);
    m_sheet->hide();
    m_make->setWrites();
    m_banner->setMaximumWidth(formWidth);
    connect(m_banner, &ErrorBanner::actionChosen, this, [this](int action) {
        m_banner->clear();
        if (action == 0)
            make();
    });
    connect(m_own, &QLineEdit::textChanged, this, &RecoveryKeySection::showReady);
    connect(m_own, &QLineEdit::returnPressed, m_make, &Button::click);
    connect(m_make, &Button::clicked, this, &RecoveryKeySection::askFirst);
    connect(m_print, &Button::clicked, this, &RecoveryKeySection::print);
    connect(m_sheet, &SheetPane::closed, this, [this] { showPane(false); });
    connect(m_written, &Button::clicked, this, &RecoveryKeySection::putAway);
    connect(m_typed, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_check->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_typed, &QLineEdit::returnPressed, m_check, &Button::click);
    connect(m_check, &Button::clicked, this, &RecoveryKeySection::check);
}

QWidget *RecoveryKeySection::makeMaking()
{
    m_shown = makeShown();
    m_shown->hide();
    auto *inner = new QWidget;
    auto *rows = paddedColumn(inner);
    rows->addWidget(m_state);
    m_proof = makeProof();
    rows->addWidget(m_proof);
    rows->addWidget(m_make, 0, Qt::AlignLeft);
    rows->addWidget(m_shown);
    auto *card = new Card(tr("Recovery key"));
    card->setMaximumWidth(formWidth);
    card->addPadded(inner);
    return card;
}

QWidget *RecoveryKeySection::makeProof()
{
    auto *proof = new QWidget;
    auto *form = new QFormLayout(proof);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->addRow(tr("Your pass&word"), m_own);
    return proof;
}

/// Who came by the recovery key has lost theirs.
bool RecoveryKeySection::asksPassword() const
{
    return m_context.isEncrypted() && !m_context.cameByRecoveryKey();
}

void RecoveryKeySection::showReady()
{
    const bool isMissing = asksPassword() && m_own->text().isEmpty();
    m_make->setEnabled(!m_isMaking && !isMissing);
    m_make->setToolTip(isMissing ? tr("Type your password first") : QString());
}

QWidget *RecoveryKeySection::makeShown()
{
    auto *shown = new QWidget;
    auto *rows = new QVBoxLayout(shown);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(m_view, 0, Qt::AlignLeft);
    rows->addWidget(sentence(
        tr("It is shown this once. Print two sheets, or write it on two sheets of paper and compare each with the screen. Put them "
           "into sealed envelopes and keep them in two places, away from this computer. Do not take a photo of it: whoever has the "
           "key can open every copy of the clinic.")));
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(m_print);
    acts->addWidget(m_written);
    acts->addStretch();
    rows->addLayout(acts);
    return shown;
}

QWidget *RecoveryKeySection::makeChecking()
{
    m_typed->setPlaceholderText(tr("eight groups of five signs"));
    m_typed->setObjectName(u"typedKey"_s);
    m_typed->setAccessibleName(tr("Recovery key to check"));
    m_typed->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_checked->setObjectName(u"checked"_s);
    m_check->setEnabled(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_typed, 1);
    row->addWidget(m_check);
    auto *inner = new QWidget;
    auto *rows = paddedColumn(inner);
    rows->addWidget(sentence(tr(
        "Type the key from your paper: Dermis tells whether it is the one that counts. Do so once a year.")));
    rows->addLayout(row);
    rows->addWidget(m_checked);
    auto *card = new Card(tr("Check the key"));
    card->setMaximumWidth(formWidth);
    card->addPadded(inner);
    return card;
}

void RecoveryKeySection::refresh()
{
    const Result<Practice> details = practice(m_context.database());
    if (!details) {
        const ErrorWords told = words(details.error());
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    m_madeAt = details->recoveryKeyMadeAt;
    const bool mayMake = may(m_context.actor().roles, Permission::ManageStaff);
    QStringList said;
    said << (m_madeAt.isValid() ? tr("Made on %1.").arg(momentWords(m_madeAt)) : tr("No key was made yet."));
    if (m_madeAt.isValid() && details->recoveryKeyCheckedAt >= m_madeAt)
        said << tr("Checked on %1.").arg(dateWords(clinicTime(details->recoveryKeyCheckedAt).date()));
    else if (m_madeAt.isValid())
        said << tr("Not checked yet.");
    said << tr("The key opens the clinic when every password is lost. Without it nobody can, not even the "
               "makers of Dermis.");
    if (!mayMake)
        said << tr("Only the owner of the practice makes one.");
    m_state->setText(said.join(QLatin1Char(' ')));
    if (m_isMaking)
        m_make->setText(tr("Making the key …"));
    else
        m_make->setText(m_madeAt.isValid() ? tr("Make a new key…") : tr("Make the key"));
    const bool isFree = m_shown->isHidden() && m_sheet->isHidden();
    m_make->setVisible(mayMake && isFree);
    m_proof->setVisible(mayMake && isFree && asksPassword());
    showReady();
    m_checking->setVisible(mayMake && m_sheet->isHidden());
}

void RecoveryKeySection::askFirst()
{
    if (!m_madeAt.isValid())
        return make();
    m_banner->tell(
        {BannerKind::Draft,
         tr("The key of %1 will open nothing any more").arg(dateWords(clinicTime(m_madeAt).date())),
         tr("Make a new one when it is lost, or when somebody saw it who should not."),
         {tr("Make a new key"), tr("Keep the old one")}});
}

void RecoveryKeySection::make()
{
    m_banner->clear();
    m_isMaking = true;
    refresh();
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), proves = asksPassword(),
         own = m_own->take()]() -> Result<NewKey> {
            const auto database = TRY(Database::open(path));
            if (proves)
                TRY(provePassword(*database, actor.id, own, now));
            const RecoveryKey key = TRY(makeRecoveryKey(*database, actor, now));
            return NewKey{key.text(), key.qrText()};
        },
        [this](const Result<NewKey> &key) { showKey(key); });
}

void RecoveryKeySection::showKey(const Result<NewKey> &key)
{
    m_isMaking = false;
    if (!key) {
        const ErrorWords told = asksPassword() ? proofWords(m_context, key.error()) : words(key.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        refresh();
        return m_own->setFocus(Qt::OtherFocusReason);
    }
    m_key = key->text;
    m_view->setKey(key->text, key->qrText);
    m_shown->show();
    m_print->setFocus(Qt::OtherFocusReason);
    m_context.announceDataChanged();
    refresh();
}

void RecoveryKeySection::print()
{
    SheetToPrint sheet;
    sheet.title = tr("Print the recovery key");
    sheet.explanation = tr("Print it twice. It goes to the printer only and is never kept in this computer; clear the printer's own memory "
                           "of jobs if it has one.");
    sheet.jobTitle = tr("Sheet");
    sheet.make = [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), text = m_key]() -> Result<SheetContent> {
        const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
        const RecoveryKey key = TRY(RecoveryKey::fromText(text));
        return recoveryKeySheet(*database, actor, now, key);
    };
    showPane(true);
    m_sheet->open(sheet);
}

void RecoveryKeySection::showPane(bool shown)
{
    if (!shown)
        m_sheet->clear();
    m_sheet->setVisible(shown);
    m_sheet->setMinimumHeight(keySheetHeight);
    m_shown->setVisible(!shown && !m_key.isEmpty());
    refresh();
    if (!shown && !m_key.isEmpty())
        m_written->setFocus(Qt::OtherFocusReason);
}

void RecoveryKeySection::putAway()
{
    m_key.clear();
    m_view->setKey({}, {});
    m_shown->hide();
    m_checked->clear();
    refresh();
    m_typed->setFocus(Qt::OtherFocusReason);
}

void RecoveryKeySection::check()
{
    m_checked->clear();
    m_check->setEnabled(false);
    m_check->setText(tr("Checking …"));
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), typed = m_typed->text()]() -> Result<Practice> {
            const RecoveryKey key = TRY(RecoveryKey::fromText(typed));
            const auto database = TRY(Database::open(path));
            return checkRecoveryKey(*database, actor, now, key);
        },
        [this](const Result<Practice> &checked) { tellChecked(checked); });
}

void RecoveryKeySection::tellChecked(const Result<Practice> &checked)
{
    m_check->setText(tr("Check the key"));
    m_check->setEnabled(!m_typed->text().trimmed().isEmpty());
    if (checked) {
        m_typed->clear();
        m_context.announceDataChanged();
        refresh();
        return m_checked->tell({BannerKind::Done, tr("This is the key"), tr("It opens the clinic."), {}});
    }
    ErrorWords told = words(checked.error());
    if (checked.error().code == ErrorCode::InvalidInput)
        told = {tr("The key has a slip"), sentences({capitalised(checked.error().detail)})};
    else if (checked.error().code == ErrorCode::NotAllowed || checked.error().code == ErrorCode::NotFound)
        told = {tr("This key does not open the clinic"),
                tr("It is an older one or another clinic's. Only the newest key counts.")};
    m_checked->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
