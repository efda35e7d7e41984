#include "ui/settings/appearance_section.h"

#include "ui/settings/preferences.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QBoxLayout>
#include <QRadioButton>

namespace dermis {

AppearanceSection::AppearanceSection(QWidget *parent)
    : SettingsSection(parent)
    , m_light(new QRadioButton(tr("&Light")))
    , m_dark(new QRadioButton(tr("&Dark, for a dim room")))
{
    auto *inner = new QWidget;
    auto *choices = new QVBoxLayout(inner);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->addWidget(m_light);
    choices->addWidget(m_dark);
    choices->addWidget(
        new TextLabel(tr("Only this computer remembers it."), TypeStyle::Small, &Tokens::text2));
    auto *card = new Card(tr("Appearance"));
    card->addPadded(inner);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->addWidget(card);
    column->addStretch();
    connect(m_light, &QRadioButton::clicked, this, &AppearanceSection::choose);
    connect(m_dark, &QRadioButton::clicked, this, &AppearanceSection::choose);
    refresh();
}

void AppearanceSection::refresh()
{
    (currentTheme() == Theme::Dark ? m_dark : m_light)->setChecked(true);
}

void AppearanceSection::choose()
{
    Preferences preferences = loadPreferences();
    preferences.theme = m_dark->isChecked() ? Theme::Dark : Theme::Light;
    savePreferences(preferences);
    applyTheme(*qApp, preferences.theme);
}

} // namespace dermis
