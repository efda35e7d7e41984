#include "ui/settings/rules_section.h"

#include "core/access/permissions.h"
#include "core/base/whole_file.h"
#include "core/safety/practice_rules.h"
#include "ui/context/clinic_context.h"
#include "ui/context/password_proof.h"
#include "ui/context/words.h"
#include "ui/settings/card_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFile>
#include <QListWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int rulesWidth = 860;
constexpr int changesHeight = 240;
constexpr int fixedChoices = 2; // with what is in force, with what was shipped
const QStringList rulesFilter{u"JSON (*.json)"_s};

QStringList lineByLine(const RuleSet &before, const RuleSet &after)
{
    QStringList lines;
    for (const RuleDifference &one : differences(before, after))
        lines << differenceWords(one);
    return lines;
}

} // namespace

RulesSection::RulesSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_standing(sentence({}))
    , m_own(sentence({}))
    , m_against(new QComboBox)
    , m_changes(new QListWidget)
    , m_take(new Button(Icon::Folder, tr("Take in a file…")))
    , m_save(new Button(Icon::Save, tr("Save as…")))
    , m_signing(sentence({}))
    , m_password(new PasswordLine(tr("Your password")))
    , m_sign(new Button(tr("Sign off"), ButtonKind::Primary))
{
    build();
    connect(m_against, &QComboBox::currentIndexChanged, this, &RulesSection::showChanges);
    connect(m_take, &Button::clicked, this, &RulesSection::choose);
    connect(m_save, &Button::clicked, this, [this] {
        if (shown() == nullptr)
            return;
        FileQuestion question{tr("Save the own rules"), {}, tr("Own rules %1.json").arg(shown()->version), rulesFilter, u"json"_s};
        m_context.prompter().askSaveFile(this, question, [this](const QString &path) { save(path); });
    });
    connect(m_sign, &Button::clicked, this, &RulesSection::confirm);
    connect(m_password, &QLineEdit::returnPressed, this, &RulesSection::confirm);
}

void RulesSection::build()
{
    m_take->setWrites();
    m_sign->setWrites();
    m_sign->setAccessibleName(tr("Sign off the safety rules"));
    m_against->setAccessibleName(tr("Compared with"));
    m_against->addItem(tr("Compared with what is in force"), InForce);
    m_against->addItem(tr("Compared with the rules as shipped"), AsShipped);
    mayShrink(*m_against);
    m_changes->setAccessibleName(tr("What the own rules change"));
    m_changes->setWordWrap(true);
    m_changes->setFixedHeight(changesHeight);
    m_changes->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_password->setPlaceholderText(tr("Your password"));
    auto *files = new QHBoxLayout;
    files->setSpacing(8);
    files->addWidget(m_against, 1);
    files->addWidget(m_take);
    files->addWidget(m_save);
    files->addStretch();
    auto *signing = new QHBoxLayout;
    signing->setSpacing(8);
    signing->addWidget(m_signing, 1);
    signing->addWidget(m_password);
    signing->addWidget(m_sign);
    auto *card = new Card(tr("Safety rules"));
    card->setMaximumWidth(rulesWidth);
    QVBoxLayout *inside = columnIn(*card);
    inside->addWidget(m_banner);
    inside->addWidget(m_standing);
    inside->addWidget(m_own);
    inside->addLayout(files);
    inside->addWidget(m_changes);
    inside->addLayout(signing);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->addWidget(card);
    column->addStretch(1);
}

bool RulesSection::asksPassword() const
{
    return m_context.isEncrypted();
}

/// The own rules that wait, else those in force.
const PracticeRules *RulesSection::shown() const
{
    if (m_inForce.waiting)
        return &*m_inForce.waiting;
    return m_inForce.practice ? &*m_inForce.practice : nullptr;
}

void RulesSection::refresh()
{
    const auto inForce = ruleSetInForce(m_context.database());
    if (!inForce)
        return tell(*m_banner, inForce.error());
    m_inForce = *inForce;
    offerVersions();
    showStanding();
    showChanges();
}

/// The own rules of other times, newest first, below what can always be compared.
void RulesSection::offerVersions()
{
    const QSignalBlocker quiet(m_against);
    const QVariant chosen = m_against->currentData();
    while (m_against->count() > fixedChoices)
        m_against->removeItem(fixedChoices);
    for (const PracticeRules &one : practiceRules(m_context.database()).value_or(QList<PracticeRules>())) {
        if (shown() != nullptr && one.version != shown()->version)
            m_against->addItem(tr("Compared with own rules %1 of %2").arg(one.version, dateWords(clinicTime(one.importedAt).date())), one.version);
    }
    m_against->setCurrentIndex(std::max(0, m_against->findData(chosen)));
}

void RulesSection::showStanding()
{
    const QString version = m_inForce.rules->version();
    m_standing->setText(m_inForce.signedOff
                            ? tr("In force: rule set %1, signed off by %2 on %3.")
                                  .arg(version, m_inForce.signedBy, dateWords(clinicTime(m_inForce.signedAt).date()))
                            : tr("Rule set %1: proposed, not signed off. No treatment can start.").arg(version));
    const PracticeRules *own = shown();
    if (own == nullptr)
        m_own->setText(tr("The practice has no rules of its own."));
    else if (m_inForce.waiting)
        m_own->setText(tr("Own rules %1, taken in by %2 on %3, wait for sign-off.")
                           .arg(own->version, own->importedBy, dateWords(clinicTime(own->importedAt).date())));
    else
        m_own->setText(tr("Own rules %1 are in force.").arg(own->version));
    const bool maySign = may(m_context.actor().roles, Permission::SignRuleSet);
    const bool signs = maySign && m_inForce.waitsForSignOff();
    m_take->setVisible(maySign);
    m_save->setVisible(own != nullptr);
    m_against->setVisible(own != nullptr);
    m_changes->setVisible(own != nullptr);
    m_sign->setVisible(signs);
    m_password->setVisible(signs && asksPassword());
    m_signing->setVisible(m_inForce.waitsForSignOff());
    QStringList said{maySign ? tr("You sign rule set %1.").arg(RuleSet::shipped()->version())
                             : tr("The dermatologist reads and signs it off.")};
    if (signs && own != nullptr)
        said << tr("With it the own rules %1 above.").arg(own->version);
    if (signs && !m_inForce.adjustments.isEmpty())
        said << tr("What the practice set before stays: %1.").arg(QStringList(m_inForce.adjustments.keys()).join(u", "_s));
    m_signing->setText(said.join(u' '));
}

Result<QStringList> RulesSection::changes() const
{
    if (shown() == nullptr)
        return QStringList();
    const RuleSet after = TRY(withPracticeRules(*RuleSet::shipped(), shown()->json));
    if (m_against->currentIndex() >= fixedChoices) {
        const PracticeRules other = TRY(practiceRules(m_context.database(), m_against->currentData().toString()));
        const RuleSet then = TRY(withPracticeRules(*RuleSet::shipped(), other.json));
        return lineByLine(then, after);
    }
    const bool isInForce = m_against->currentData().toInt() == InForce;
    const auto before = isInForce ? m_inForce.rules : RuleSet::shipped();
    const RuleSet together = isInForce ? TRY(applyPractice(after, m_inForce.adjustments)) : after;
    return lineByLine(*before, together);
}

void RulesSection::showChanges()
{
    m_changes->clear();
    const Result<QStringList> lines = changes();
    if (!lines)
        return tell(*m_banner, lines.error());
    m_changes->addItems(lines->isEmpty() ? QStringList{tr("No rule differs.")} : *lines);
    m_changes->setCurrentRow(0);
}

void RulesSection::choose()
{
    m_context.prompter().askOpenFile(this, {tr("The practice's own rules"), {}, {}, rulesFilter, {}},
                                     [this](const QString &path) { takeIn(path); });
}

void RulesSection::takeIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tell(*m_banner, Error{ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString())});
    const auto kept = importPracticeRules(m_context.database(), m_context.actor(), m_context.now(), file.readAll());
    if (!kept)
        return tell(*m_banner, kept.error());
    m_banner->tell({BannerKind::Done, tr("Own rules %1 are taken in").arg(kept->version),
                    tr("They come in force when they are signed off."), {}});
    m_context.announceDataChanged();
    refresh();
}

void RulesSection::save(const QString &path)
{
    const Result<> written = writeWhole(path, shown() == nullptr ? QByteArray() : shown()->json);
    if (!written)
        return tell(*m_banner, written.error());
    m_banner->tell({BannerKind::Done, tr("The own rules are saved"), path, {}});
}

void RulesSection::confirm()
{
    if (asksPassword() && m_password->text().isEmpty())
        return m_password->setFocus(Qt::OtherFocusReason);
    provePassword(this, m_context, m_password->take(), [this](const Result<> &proven) {
        if (proven)
            return signOff();
        const ErrorWords told = proofWords(m_context, proven.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    });
}

void RulesSection::signOff()
{
    const QString read = shown() == nullptr ? QString() : shown()->version;
    const auto done = signOffRuleSet(m_context.database(), m_context.actor(), m_context.now(), m_inForce.adjustments, read);
    if (!done) {
        tell(*m_banner, done.error());
        return refresh();
    }
    m_banner->tell({BannerKind::Done, tr("Rule set %1 is signed off").arg(done->rules->version()),
                    tr("Decisions on rules that changed are open again."), {}});
    m_context.announceDataChanged();
    refresh();
}

} // namespace dermis
