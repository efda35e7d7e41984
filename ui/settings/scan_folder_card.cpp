#include "ui/settings/scan_folder_card.h"

#include "core/consents/scan_inbox.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/card_parts.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QDir>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace dermis {

ScanFolderCard::ScanFolderCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Scanner's folder"), parent)
    , m_context(context)
    , m_folder(new TextLabel(QString(), TypeStyle::BodyStrong))
    , m_choose(new Button(Icon::Folder, tr("Choose…")))
    , m_forget(new Button(tr("Forget it"), ButtonKind::Link))
    , m_keep(new QRadioButton(tr("&Keep a filed scan in the subfolder “Filed”")))
    , m_delete(new QRadioButton(tr("D&elete a scan once all its pages are in the clinic file")))
    , m_banner(new ErrorBanner)
{
    setNote(tr("Only this computer remembers it"));
    setMaximumWidth(formWidth);
    m_folder->setWrapped(true);
    m_choose->setObjectName(u"chooseScanFolder"_s);
    m_choose->setAccessibleName(tr("Choose the scanner's folder"));
    m_forget->setObjectName(u"forgetScanFolder"_s);
    m_forget->setAccessibleName(tr("Forget the scanner's folder"));
    m_keep->setObjectName(u"keepScans"_s);
    m_delete->setObjectName(u"deleteScans"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_folder, 1);
    row->addWidget(m_choose, 0, Qt::AlignTop);
    row->addWidget(m_forget, 0, Qt::AlignTop);
    QVBoxLayout *column = columnIn(*this);
    column->addWidget(m_banner);
    column->addLayout(row);
    column->addWidget(sentence(tr("What the scanner puts in there is filed by the code on each page, while somebody who may issue consents is signed in. "
                                  "What is no scan goes to “Not read”, with a text that says why; nothing is overwritten.")));
    column->addWidget(sentence(tr("The scans in this folder are not encrypted: whoever can open the folder can read them.")));
    column->addWidget(m_keep);
    column->addWidget(m_delete);
    connect(m_choose, &Button::clicked, this, &ScanFolderCard::choose);
    connect(m_forget, &Button::clicked, this, &ScanFolderCard::forget);
    for (QRadioButton *button : {m_keep, m_delete})
        connect(button, &QRadioButton::clicked, this, &ScanFolderCard::chooseKeeping);
    connect(m_banner, &ErrorBanner::actionChosen, m_banner, &ErrorBanner::clear);
}

void ScanFolderCard::refresh()
{
    const ScanInbox inbox = rememberedInbox(m_context.path());
    const bool isSet = !inbox.folder.isEmpty();
    m_folder->setText(isSet ? QDir::toNativeSeparators(inbox.folder) : tr("None. Scans are filed by hand on the Consent tab."));
    m_forget->setVisible(isSet);
    m_keep->setVisible(isSet);
    m_delete->setVisible(isSet);
    (inbox.deletes ? m_delete : m_keep)->setChecked(true);
}

void ScanFolderCard::choose()
{
    FileQuestion question;
    question.title = tr("The folder that the scanner writes into");
    question.folder = rememberedInbox(m_context.path()).folder;
    m_context.prompter().askFolder(this, question, [this](const QString &folder) { take(folder); });
}

void ScanFolderCard::take(const QString &folder)
{
    if (const Result<> fits = checkInbox(folder, m_context.path()); !fits)
        return tell(*m_banner, fits.error());
    m_banner->clear();
    rememberInbox(m_context.path(), {folder, rememberedInbox(m_context.path()).deletes});
    refresh();
    Q_EMIT changed();
}

void ScanFolderCard::forget()
{
    rememberInbox(m_context.path(), {});
    m_banner->clear();
    refresh();
    m_choose->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void ScanFolderCard::chooseKeeping()
{
    ScanInbox inbox = rememberedInbox(m_context.path());
    inbox.deletes = m_delete->isChecked();
    rememberInbox(m_context.path(), inbox);
    Q_EMIT changed();
}

} // namespace dermis
