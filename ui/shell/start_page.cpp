#include "ui/shell/start_page.h"

#include "ui/context/new_password.h"
#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QStringList clinicFilters()
{
    return {StartPage::tr("Clinic files (*.dermis)"), StartPage::tr("All files (*)")};
}

} // namespace

StartPage::StartPage(Prompter &prompter, QWidget *parent)
    : FrontPage(parent)
    , m_prompter(prompter)
    , m_banner(new ErrorBanner)
    , m_open(new Button(Icon::Folder, tr("Open a clinic file")))
    , m_restore(new Button(Icon::History, tr("Restore a backup")))
    , m_damaged(new Button(tr("Bring a damaged clinic back"), ButtonKind::Link))
    , m_practice(new QLineEdit)
    , m_doctor(new QLineEdit)
    , m_password(new NewPassword)
    , m_create(new Button(Icon::Plus, tr("Start the clinic"), ButtonKind::Primary))
{
    m_practice->setPlaceholderText(tr("Marula Street Dermatology"));
    m_doctor->setPlaceholderText(tr("Dr Thandeka Mabuza"));
    auto *words = new TextLabel(tr("A clinic is one encrypted file on this computer. Open yours, or start a new one."),
                                TypeStyle::Body, &Tokens::text2);
    words->setWrapped(true);
    form()->setSpacing(6);
    form()->addWidget(new TextLabel(tr("Welcome"), TypeStyle::Name));
    form()->addWidget(words);
    form()->addSpacing(10);
    form()->addWidget(m_banner);
    auto *existing = new QHBoxLayout;
    existing->setSpacing(8);
    existing->addWidget(m_open);
    existing->addWidget(m_restore);
    existing->addStretch();
    form()->addLayout(existing);
    form()->addWidget(m_damaged, 0, Qt::AlignLeft);
    form()->addSpacing(14);
    form()->addWidget(makeCard());
    connect(m_open, &Button::clicked, this, &StartPage::askOpen);
    connect(m_restore, &Button::clicked, this, &StartPage::askRestore);
    connect(m_damaged, &Button::clicked, this, &StartPage::askDamaged);
    connect(m_banner, &ErrorBanner::actionChosen, this, &StartPage::act);
    connect(m_create, &Button::clicked, this, &StartPage::askCreate);
    for (QLineEdit *field : {m_practice, m_doctor}) {
        connect(field, &QLineEdit::textChanged, this, &StartPage::showReady);
        connect(field, &QLineEdit::returnPressed, m_create, &Button::click);
    }
    connect(m_doctor, &QLineEdit::textChanged, m_password, &NewPassword::setName);
    connect(m_password, &NewPassword::changed, this, &StartPage::showReady);
    connect(m_password, &NewPassword::returnPressed, m_create, &Button::click);
    showReady();
}

QWidget *StartPage::makeCard()
{
    auto *fields = new QFormLayout;
    fields->setContentsMargins(12, 12, 12, 12);
    fields->setHorizontalSpacing(12);
    fields->setVerticalSpacing(8);
    fields->addRow(tr("Name of the &practice"), m_practice);
    fields->addRow(tr("&Dermatologist"), m_doctor);
    auto *secret = new TextLabel(tr("The dermatologist's password opens the file. Nobody can read it without one, not even we."),
                                 TypeStyle::Small, &Tokens::text2);
    secret->setWrapped(true);
    fields->addRow(secret);
    fields->addRow(m_password);
    m_password->alignWith(*fields);
    auto *act = new QHBoxLayout;
    act->setContentsMargins(12, 0, 12, 12);
    act->addStretch();
    act->addWidget(m_create);
    auto *card = new Card(tr("Start a new clinic"));
    card->body()->addLayout(fields);
    card->body()->addLayout(act);
    return card;
}

void StartPage::showReady()
{
    const bool isNamed = !m_practice->text().trimmed().isEmpty() && !m_doctor->text().trimmed().isEmpty();
    m_create->setEnabled(isNamed && m_password->isGood());
    m_create->setToolTip(isNamed ? m_password->problem()
                                 : tr("Needs the name of the practice and of the dermatologist"));
}

void StartPage::setBusy(bool busy)
{
    setEnabled(!busy);
    m_create->setText(busy ? tr("Starting …") : tr("Start the clinic"));
}

void StartPage::tell(const Error &error, const QString &path)
{
    m_path = path;
    m_isShare = false;
    ErrorWords told = words(error);
    if (error.code == ErrorCode::NotFound)
        told = {tr("The clinic file is not where it was"),
                tr("It may have been moved or renamed. Open it from its new place, restore a backup, or start a new clinic.")};
    const bool isDamaged = error.code == ErrorCode::Damaged && !path.isEmpty();
    m_banner->tell({BannerKind::Stop, told.title, told.detail, isDamaged ? QStringList{tr("Bring it back")} : QStringList()});
}

void StartPage::tellShare(const QString &path, const QString &kind)
{
    m_path = path;
    m_isShare = true;
    m_banner->tell({BannerKind::Stop, tr("This file lies on a network share (%1)").arg(kind),
                    tr("Two computers at once would damage it there, so it is not opened for work. Copy it to this computer, and keep "
                       "only backups on the share. You can look at it: nothing is written then, and views are not recorded."),
                    {tr("Open it to read only")}});
}

void StartPage::act()
{
    const QString path = m_path;
    m_banner->clear();
    if (m_isShare)
        Q_EMIT openToReadRequested(path);
    else
        Q_EMIT recoveryRequested(path);
}

void StartPage::askDamaged()
{
    m_banner->clear();
    m_prompter.askOpenFile(this, {tr("The damaged clinic file"), {}, {}, clinicFilters(), {}},
                           [this](const QString &path) { Q_EMIT recoveryRequested(path); });
}

void StartPage::askOpen()
{
    m_banner->clear();
    m_prompter.askOpenFile(this, {tr("Open a clinic file"), {}, {}, clinicFilters(), {}},
                           [this](const QString &path) { Q_EMIT openRequested(path); });
}

void StartPage::askRestore()
{
    m_banner->clear();
    m_prompter.askOpenFile(this, {tr("Restore a backup"), {}, {}, {tr("Backups (*.dermis-backup)"), tr("All files (*)")}, {}},
                           [this](const QString &path) { Q_EMIT restoreRequested(path); });
}

void StartPage::askCreate()
{
    m_banner->clear();
    m_prompter.askSaveFile(
        this, {tr("Where to keep the clinic file"), {}, tr("clinic.dermis"), clinicFilters(), u"dermis"_s},
        [this](const QString &path) {
            Q_EMIT createRequested(path, m_practice->text().trimmed(), m_doctor->text().trimmed(), m_password->take());
        });
}

} // namespace dermis
