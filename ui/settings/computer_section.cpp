#include "ui/settings/computer_section.h"

#include "ui/settings/card_parts.h"
#include "ui/settings/preferences.h"
#include "ui/settings/scan_folder_card.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QRadioButton>

namespace dermis {

namespace {

constexpr std::array lockMinutes{2, 5, 10, 15, 30, 0};

QVBoxLayout *plainColumn(QWidget *inner)
{
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    return column;
}

TextLabel *note(const QString &text)
{
    return new TextLabel(text, TypeStyle::Small, &Tokens::text2);
}

} // namespace

ComputerSection::ComputerSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_light(new QRadioButton(tr("&Light")))
    , m_dark(new QRadioButton(tr("&Dark, for a dim room")))
    , m_lock(new QComboBox)
    , m_scans(new ScanFolderCard(context))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addWidget(makeAppearance());
    column->addWidget(makeLock());
    column->addWidget(m_scans);
    column->addStretch(1);
    connect(m_light, &QRadioButton::clicked, this, &ComputerSection::chooseTheme);
    connect(m_dark, &QRadioButton::clicked, this, &ComputerSection::chooseTheme);
    connect(m_lock, &QComboBox::activated, this, &ComputerSection::chooseLock);
    connect(m_scans, &ScanFolderCard::changed, this, &ComputerSection::scanFolderChanged);
    refresh();
}

QWidget *ComputerSection::makeAppearance()
{
    auto *inner = new QWidget;
    auto *choices = plainColumn(inner);
    choices->addWidget(m_light);
    choices->addWidget(m_dark);
    auto *card = new Card(tr("Appearance"));
    card->setNote(tr("Only this computer remembers it"));
    card->setMaximumWidth(formWidth);
    card->addPadded(inner);
    return card;
}

QWidget *ComputerSection::makeLock()
{
    for (const int minutes : lockMinutes)
        m_lock->addItem(minutes == 0 ? tr("never by itself") : tr("after %1 minutes").arg(minutes), minutes);
    auto *label = new QLabel(tr("Loc&k when nobody types"));
    label->setBuddy(m_lock);
    m_lock->setAccessibleName(tr("Lock when nobody types"));
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(label);
    row->addWidget(m_lock);
    row->addStretch();
    auto *inner = new QWidget;
    auto *lines = plainColumn(inner);
    lines->addLayout(row);
    lines->addWidget(note(tr("Work on the screen is kept. Ctrl+L locks at once.")));
    auto *card = new Card(tr("Lock"));
    card->setNote(tr("Only this computer remembers it"));
    card->setMaximumWidth(formWidth);
    card->addPadded(inner);
    return card;
}

void ComputerSection::refresh()
{
    (currentTheme() == Theme::Dark ? m_dark : m_light)->setChecked(true);
    const int minutes = loadPreferences().lockAfterMinutes;
    if (m_lock->findData(minutes) < 0)
        m_lock->addItem(tr("after %1 minutes").arg(minutes), minutes);
    m_lock->setCurrentIndex(m_lock->findData(minutes));
    m_scans->refresh();
}

void ComputerSection::chooseTheme()
{
    Preferences preferences = loadPreferences();
    preferences.theme = m_dark->isChecked() ? Theme::Dark : Theme::Light;
    savePreferences(preferences);
    applyTheme(*qApp, preferences.theme);
}

void ComputerSection::chooseLock()
{
    Preferences preferences = loadPreferences();
    preferences.lockAfterMinutes = m_lock->currentData().toInt();
    savePreferences(preferences);
    Q_EMIT lockAfterChanged(preferences.lockAfterMinutes);
}

} // namespace dermis
