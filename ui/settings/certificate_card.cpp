#include "ui/settings/certificate_card.h"

#include "core/base/whole_file.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/privacy/privacy_sheets.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/settings/card_parts.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<QString> writeCertificate(const QString &clinic, const Actor &actor, const QDateTime &now,
                                 DestructionId number, const QString &path)
{
    const auto database = TRY(Database::open(clinic, {.readOnly = true}));
    const SheetContent sheet = TRY(certificateSheet(*database, actor, now, number));
    const QByteArray pdf = TRY(sheetPdf(sheet));
    TRY(writeWhole(path, pdf));
    return path;
}

} // namespace

CertificateCard::CertificateCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Certificates of destruction"), parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_choice(new QComboBox)
    , m_words(sentence({}))
    , m_save(new Button(Icon::Pdf, tr("Save as PDF…")))
    , m_wipe(new Button(tr("Wipe the freed bytes")))
{
    m_choice->setAccessibleName(tr("Certificate"));
    mayShrink(*m_choice);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_choice, 1);
    row->addWidget(m_save);
    row->addWidget(m_wipe);
    QVBoxLayout *column = columnIn(*this);
    column->addWidget(m_banner);
    column->addLayout(row);
    column->addWidget(m_words);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &CertificateCard::showChosen);
    connect(m_save, &Button::clicked, this, &CertificateCard::choosePath);
    connect(m_wipe, &Button::clicked, this, &CertificateCard::wipe);
}

void CertificateCard::refresh()
{
    const auto known = certificates(m_context.database(), m_context.actor());
    if (!known)
        return tell(*m_banner, known.error());
    m_certificates = *known;
    const QVariant before = m_choice->currentData();
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const Certificate &each : std::as_const(m_certificates))
            m_choice->addItem(
                tr("Certificate %1, %2").arg(each.number.toString(), dateWords(clinicTime(each.at).date())),
                each.number.value());
        m_choice->setCurrentIndex(std::max(m_choice->findData(before), m_certificates.isEmpty() ? -1 : 0));
    }
    m_choice->setVisible(!m_certificates.isEmpty());
    m_save->setVisible(!m_certificates.isEmpty());
    showChosen();
}

void CertificateCard::showChosen()
{
    const bool isAnyUnwiped = std::any_of(m_certificates.begin(), m_certificates.end(),
                                          [](const Certificate &each) { return !each.wipedAt.isValid(); });
    m_wipe->setVisible(isAnyUnwiped);
    const int index = m_choice->currentIndex();
    if (index < 0 || index >= m_certificates.size())
        return m_words->setText(tr("Nothing was destroyed."));
    const Certificate &chosen = m_certificates.at(index);
    const auto records = static_cast<int>(chosen.patients);
    const QString what = records == 1 ? tr("One record, approved by %1 (owner) and %2 (dermatologist).")
                                      : tr("%n records, approved by %1 (owner) and %2 (dermatologist).", nullptr, records);
    QStringList said{what.arg(chosen.owner, chosen.dermatologist),
                     tr("Basis: %1").arg(chosen.basis)};
    if (const auto holding = backupsHolding(m_context.database(), chosen); holding && !holding->isEmpty())
        said << (holding->size() == 1
                     ? tr("One backup still holds what was destroyed until you remove it; the certificate names it.")
                     : tr("%n backups still hold what was destroyed until you remove them; the certificate names them.", nullptr,
                          static_cast<int>(holding->size())));
    if (!chosen.wipedAt.isValid())
        said << tr("The freed bytes are not yet wiped from the file.");
    m_words->setText(sentences(said));
}

void CertificateCard::choosePath()
{
    const QString number = m_choice->currentData().toString();
    FileQuestion question;
    question.title = tr("Save the certificate");
    question.suggestion = tr("Certificate of destruction %1.pdf").arg(number);
    question.nameFilters = {tr("PDF (*.pdf)")};
    question.suffix = u"pdf"_s;
    m_context.prompter().askSaveFile(this, question, [this](const QString &path) { save(path); });
}

void CertificateCard::save(const QString &path)
{
    runInBackground(
        this,
        [clinic = m_context.path(), actor = m_context.actor(), now = m_context.now(),
         number = DestructionId(m_choice->currentData().toLongLong()),
         path] { return writeCertificate(clinic, actor, now, number, path); },
        [this](const Result<QString> &written) {
            if (!written)
                return tell(*m_banner, written.error());
            m_banner->tell({BannerKind::Done, tr("The certificate is saved"), *written, {}});
        });
}

void CertificateCard::wipe()
{
    m_wipe->setEnabled(false);
    runInBackground(
        this,
        [clinic = m_context.path(), actor = m_context.actor(), now = m_context.now()]() -> Result<> {
            const auto database = TRY(Database::open(clinic));
            return finishWiping(*database, actor, now);
        },
        [this](const Result<> &wiped) {
            m_wipe->setEnabled(true);
            if (!wiped)
                tell(*m_banner, wiped.error());
            else
                m_banner->tell({BannerKind::Done,
                                tr("The freed bytes are wiped"),
                                tr("The file was rewritten without them."),
                                {}});
            refresh();
        });
}

} // namespace dermis
