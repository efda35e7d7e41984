#include "ui/shell/start_page.h"

#include "ui/context/words.h"
#include "ui/shell/brand_art.h"
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

constexpr int formWidth = 440;

QStringList clinicFilters()
{
    return {StartPage::tr("Clinic files (*.dermis)"), StartPage::tr("All files (*)")};
}

} // namespace

StartPage::StartPage(Prompter &prompter, QWidget *parent)
    : QWidget(parent)
    , m_prompter(prompter)
    , m_banner(new ErrorBanner)
    , m_open(new Button(Icon::Folder, tr("Open a clinic file")))
    , m_practice(new QLineEdit)
    , m_doctor(new QLineEdit)
    , m_create(new Button(Icon::Plus, tr("Start the clinic"), ButtonKind::Primary))
{
    m_practice->setPlaceholderText(tr("Marula Street Dermatology"));
    m_doctor->setPlaceholderText(tr("Dr Thandeka Mabuza"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(new BrandArt, 41);
    row->addWidget(makeForm(), 59);
    connect(m_open, &Button::clicked, this, &StartPage::askOpen);
    connect(m_create, &Button::clicked, this, &StartPage::askCreate);
    for (QLineEdit *field : {m_practice, m_doctor}) {
        connect(field, &QLineEdit::textChanged, this, &StartPage::showReady);
        connect(field, &QLineEdit::returnPressed, m_create, &Button::click);
    }
    showReady();
}

QWidget *StartPage::makeForm()
{
    auto *fields = new QFormLayout;
    fields->setContentsMargins(12, 12, 12, 12);
    fields->setHorizontalSpacing(12);
    fields->setVerticalSpacing(8);
    fields->addRow(tr("Name of the &practice"), m_practice);
    fields->addRow(tr("&Dermatologist"), m_doctor);
    auto *act = new QHBoxLayout;
    act->setContentsMargins(12, 0, 12, 12);
    act->addStretch();
    act->addWidget(m_create);
    auto *card = new Card(tr("Start a new clinic"));
    card->body()->addLayout(fields);
    card->body()->addLayout(act);
    auto *inner = new QWidget;
    inner->setMaximumWidth(formWidth);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(new TextLabel(tr("Welcome"), TypeStyle::Name));
    auto *words = new TextLabel(tr("A clinic is one file on this computer. Open yours, or start a new one."),
                                TypeStyle::Body, &Tokens::text2);
    words->setWrapped(true);
    column->addWidget(words);
    column->addSpacing(10);
    column->addWidget(m_banner);
    column->addWidget(m_open, 0, Qt::AlignLeft);
    column->addSpacing(14);
    column->addWidget(card);
    auto *form = new QWidget;
    auto *outer = new QHBoxLayout(form);
    outer->setContentsMargins(32, 24, 32, 24);
    outer->addStretch(1);
    outer->addWidget(inner, 100, Qt::AlignVCenter);
    outer->addStretch(1);
    return form;
}

void StartPage::showReady()
{
    const bool ready = !m_practice->text().trimmed().isEmpty() && !m_doctor->text().trimmed().isEmpty();
    m_create->setEnabled(ready);
    m_create->setToolTip(ready ? QString() : tr("Needs the name of the practice and of the dermatologist"));
}

void StartPage::tell(const Error &error)
{
    ErrorWords told = words(error);
    if (error.code == ErrorCode::NotFound)
        told = {tr("The clinic file is not where it was"),
                tr("It may have been moved or renamed. Open it from its new place, or start a new clinic.")};
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

void StartPage::askOpen()
{
    m_banner->clear();
    m_prompter.askOpenFile(this, {tr("Open a clinic file"), {}, {}, clinicFilters(), {}},
                           [this](const QString &path) { Q_EMIT openRequested(path); });
}

void StartPage::askCreate()
{
    m_banner->clear();
    m_prompter.askSaveFile(
        this, {tr("Where to keep the clinic file"), {}, tr("clinic.dermis"), clinicFilters(), u"dermis"_s},
        [this](const QString &path) {
            Q_EMIT createRequested(path, m_practice->text().trimmed(), m_doctor->text().trimmed());
        });
}

} // namespace dermis
